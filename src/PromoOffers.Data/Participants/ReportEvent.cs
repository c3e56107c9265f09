using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>Something that the marketer's own site or CRM tells of a participant.</summary>
/// <param name="Who">Share token, or address, of the participant it counts for.</param>
/// <param name="SourceId">The source's own id of what happened: it counts once in an offer.</param>
public sealed record EventReport(int OfferId, string Who, string Event, string SourceId);

public abstract record ReportEventOutcome
{
    private ReportEventOutcome() { }

    /// <param name="IsNew">False: it was told before, and counted then.</param>
    public sealed record Counted(bool IsNew, int Progress, int Awards) : ReportEventOutcome;

    public sealed record NoSuchParticipant : ReportEventOutcome;

    /// <summary>The offer's goal is not this event.</summary>
    public sealed record NotTheGoal : ReportEventOutcome;

    /// <summary>Nothing was kept: nothing is earned now.</summary>
    public sealed record NotOpen(Openness Openness) : ReportEventOutcome;

    /// <summary>The source's id was told before, of somebody else.</summary>
    public sealed record SourceIdReused : ReportEventOutcome;
}

/// <summary>Counts a custom event towards the goal of a participant, once for each id of its source.</summary>
public sealed class ReportEvent(IWrites writes, OfferAtWork offers, ParticipantKeys keys, CreditReferrer credit, TimeProvider time)
{
    public async Task<ReportEventOutcome> Run(EventReport report, CancellationToken cancel = default)
    {
        var key = await keys.For(report.OfferId, cancel);
        return await Twice.AtMost(() => writes.Run((db, stop) => Count(db, report, key, stop), cancel));
    }

    private async Task<ReportEventOutcome> Count(PromoOffersDb db, EventReport report, OfferKey key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var offer = await offers.Find(db, report.OfferId, cancel);
        if (await Find(db, report, key, cancel) is not { } participant) return new ReportEventOutcome.NoSuchParticipant();
        if (await db.ReportedEvents.AsNoTracking().SingleOrDefaultAsync(e => e.OfferId == offer.Id && e.SourceId == report.SourceId, cancel) is { } before)
            return before.ParticipantId == participant.Id ? await Told(db, participant, isNew: false, cancel) : new ReportEventOutcome.SourceIdReused();
        if (offer.OpennessAt(now) is var openness and not Openness.Open) return new ReportEventOutcome.NotOpen(openness);
        if (offer.Approved!.Terms.Referral is not { Goal: GoalType.CustomEvent } goal || goal.Event != report.Event) return new ReportEventOutcome.NotTheGoal();

        db.ReportedEvents.Add(new ReportedEvent(offer.Id, report.SourceId, participant.Id, report.Event, now));
        await db.SaveChangesAsync(cancel);
        await credit.Run(db, offer, participant.Id, GoalType.CustomEvent, key.OfSource(report.SourceId), friendId: null, now, cancel);
        return await Told(db, participant, isNew: true, cancel);
    }

    private static Task<Participant?> Find(PromoOffersDb db, EventReport report, OfferKey key, CancellationToken cancel)
    {
        var people = db.Participants.Where(p => p.OfferId == report.OfferId && p.ErasedAt == null);
        if (EmailAddress.Read(report.Who) is not { } address) return people.SingleOrDefaultAsync(p => p.ShareToken == report.Who, cancel);
        var hash = key.OfAddress(address);
        return people.SingleOrDefaultAsync(p => p.EmailHash == hash, cancel);
    }

    private static async Task<ReportEventOutcome> Told(PromoOffersDb db, Participant participant, bool isNew, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        await db.Entry(participant).ReloadAsync(cancel);
        return new ReportEventOutcome.Counted(isNew, participant.Progress, participant.Awards);
    }
}
