using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;

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
public sealed class ConfirmAddress(
    IWrites writes, IFindLink links, OfferAtWork offers, IChangeParticipant participants, CreditReferrer credit, TakeEntry entries, TimeProvider time)
{
    /// <param name="slug">Of the offer, as in its address.</param>
    public Task<ConfirmOutcome> Run(string slug, string privateToken, CancellationToken cancel = default) =>
        Twice.AtMost(() => writes.Run((db, stop) => Confirm(db, slug, privateToken, stop), cancel));

    private async Task<ConfirmOutcome> Confirm(PromoOffersDb db, string slug, string privateToken, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (await links.Find(db, slug, privateToken, cancel) is not { } link) return new ConfirmOutcome.Unknown();
        var offer = await offers.Find(db, link.Offer, cancel);
        var openness = offer.OpennessAt(now);
        if (offer.Kind == OfferKind.Sweepstakes) return await ConfirmEntry(db, offer, link.ParticipantId, openness, now, cancel);
        if (link.IsConfirmed) return new ConfirmOutcome.Confirmed();
        if (openness != Openness.Open) return new ConfirmOutcome.NotOpen(openness);

        if (await participants.Confirm(db, link.ParticipantId, now, cancel) is { ReferrerId: { } referrer })
            await credit.Run(db, offer, referrer, GoalType.ReferredSignUps, link.EmailHash, link.ParticipantId, now, cancel);
        return new ConfirmOutcome.Confirmed();
    }

    /// <summary>An entry made in time can be confirmed until its drawing freezes, also where that was the last one.</summary>
    private async Task<ConfirmOutcome> ConfirmEntry(
        PromoOffersDb db, Offer offer, long participantId, Openness openness, DateTime now, CancellationToken cancel)
    {
        if (openness is not (Openness.Open or Openness.Ended)) return new ConfirmOutcome.NotOpen(openness);
        var participant = await db.Participants.AsNoTracking().SingleAsync(p => p.Id == participantId, cancel);
        var counted = await entries.CountAll(db, offer, participant, now, cancel);
        if (counted == 0 && participant.ConfirmedAt is null && openness == Openness.Ended) return new ConfirmOutcome.NotOpen(openness);
        // Written last, after the drawing, as by whoever enters again. Until here another sign-up may change who brought the participant.
        var kept = await db.Participants.Where(p => p.Id == participantId && p.ReferredById == participant.ReferredById)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.ConfirmedAt, p => p.ConfirmedAt ?? now), cancel);
        if (kept != 1) throw new DbUpdateConcurrencyException("Somebody else is said to have brought the participant meanwhile.");
        return new ConfirmOutcome.Confirmed();
    }
}
