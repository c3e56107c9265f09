using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

public abstract record ConfirmOutcome
{
    private ConfirmOutcome() { }

    /// <summary>The address is confirmed, now or before.</summary>
    public sealed record Confirmed : ConfirmOutcome;

    /// <summary>Nothing changed; it can be confirmed once the offer is open again.</summary>
    public sealed record NotOpen(Openness Openness) : ConfirmOutcome;

    /// <summary>Nobody has this private link.</summary>
    public sealed record Unknown : ConfirmOutcome;
}

/// <summary>Confirms the address of whoever holds the private link, and credits whoever brought them.</summary>
public sealed class ConfirmAddress(IWrites writes, CreditReferrer credit, TakeEntry entries, TimeProvider time)
{
    public Task<ConfirmOutcome> Run(int offerId, string privateToken, CancellationToken cancel = default) =>
        OfferAtWork.TwiceAtMost(() => writes.Run((db, stop) => Confirm(db, offerId, privateToken, stop), cancel));

    private async Task<ConfirmOutcome> Confirm(PromoOffersDb db, int offerId, string privateToken, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var participant = await db.Participants.SingleOrDefaultAsync(p => p.OfferId == offerId && p.PrivateToken == privateToken, cancel);
        if (participant is null) return new ConfirmOutcome.Unknown();
        var offer = await db.WithTerms(offerId, cancel);
        var openness = offer.OpennessAt(now);
        if (offer.Kind == OfferKind.Sweepstakes) return await ConfirmEntry(db, offer, participant, openness, now, cancel);
        if (participant.ConfirmedAt is not null) return new ConfirmOutcome.Confirmed();
        if (openness != Openness.Open) return new ConfirmOutcome.NotOpen(openness);

        participant.Confirm(now);
        await db.SaveChangesAsync(cancel);
        if (participant.ReferredById is { } referrer)
            await credit.Run(db, offer, referrer, GoalType.ReferredSignUps, participant.EmailHash, participant.Id, now, cancel);
        return new ConfirmOutcome.Confirmed();
    }

    /// <summary>An entry made in time can be confirmed until its drawing freezes, also where that was the last one.</summary>
    private async Task<ConfirmOutcome> ConfirmEntry(
        PromoOffersDb db, Offer offer, Participant participant, Openness openness, DateTime now, CancellationToken cancel)
    {
        if (openness is not (Openness.Open or Openness.Ended)) return new ConfirmOutcome.NotOpen(openness);
        var counted = await entries.CountAll(db, offer, participant, now, cancel);
        if (counted == 0 && participant.ConfirmedAt is null && openness == Openness.Ended) return new ConfirmOutcome.NotOpen(openness);
        participant.Confirm(now);
        return new ConfirmOutcome.Confirmed();
    }
}
