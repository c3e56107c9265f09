using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Draws;

public abstract record EnterOutcome
{
    private EnterOutcome() { }

    /// <summary>The entry counts, from now or from before.</summary>
    public sealed record Entered : EnterOutcome;

    /// <summary>Nothing changed: nobody enters now.</summary>
    public sealed record NotOpen(Openness Openness) : EnterOutcome;

    /// <summary>Nobody has this private link.</summary>
    public sealed record Unknown : EnterOutcome;
}

/// <summary>Enters whoever holds the private link into the drawing that is open now: nothing is left to confirm, for the link came by e-mail.</summary>
public sealed class EnterDrawing(IWrites writes, OfferAtWork offers, TakeEntry take, TimeProvider time)
{
    public Task<EnterOutcome> Run(int offerId, string privateToken, CancellationToken cancel = default) =>
        Twice.AtMost(() => writes.Run<EnterOutcome>(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var participant = await db.Participants.SingleOrDefaultAsync(p => p.OfferId == offerId && p.PrivateToken == privateToken && p.ErasedAt == null, stop);
            if (participant is null) return new EnterOutcome.Unknown();
            var offer = await offers.Find(db, offerId, stop);
            var openness = offer.OpennessAt(now);
            if (openness != Openness.Open) return new EnterOutcome.NotOpen(openness);
            participant.Confirm(now);
            if (await TakeEntry.Run(db, offer, participant, now, stop) is not { } entry) return new EnterOutcome.NotOpen(Openness.Ended);
            return await take.Count(db, offer, participant, entry, now, stop) ? new EnterOutcome.Entered() : new EnterOutcome.NotOpen(Openness.Ended);
        }, cancel));
}
