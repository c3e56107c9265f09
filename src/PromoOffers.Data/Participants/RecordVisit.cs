using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>A browser whose script reported that somebody looks at the public page.</summary>
/// <param name="Visitor">Random name that the browser keeps.</param>
/// <param name="ShareToken">Of the link that was followed; null: none.</param>
/// <param name="PrivateToken">Of the participant whose browser it is; null: of none.</param>
public sealed record Visit(int OfferId, string Visitor, string? ShareToken, string? PrivateToken);

/// <summary>
/// Counts a visit for the funnel, once in half an hour, and credits whoever's link was followed, once for a visitor for ever.
/// While the offer is not open nothing is counted.
/// </summary>
public sealed class RecordVisit(IWrites writes, OfferAtWork offers, ParticipantKeys keys, CreditReferrer credit, TimeProvider time)
{
    /// <summary>What comes back sooner is the same visit.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    /// <returns>Whether anything was counted.</returns>
    public async Task<bool> Run(Visit visit, CancellationToken cancel = default)
    {
        var key = (await keys.For(visit.OfferId, cancel)).OfVisitor(visit.Visitor);
        return await Twice.AtMost(() => writes.Run((db, stop) => Record(db, visit, key, stop), cancel));
    }

    private async Task<bool> Record(PromoOffersDb db, Visit visit, byte[] key, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var offer = await offers.Find(db, visit.OfferId, cancel);
        if (offer.OpennessAt(now) != Openness.Open) return false;

        var isNew = await IsNewVisit(db, offer.Id, key, now, cancel);
        if (isNew) db.Day(offer.Id, now).Visits++;
        if (offer.Approved!.Terms.Referral?.Goal != GoalType.ReferredVisits || await Referrer(db, visit, cancel) is not { } referrer) return isNew;
        return await credit.Run(db, offer, referrer, GoalType.ReferredVisits, key, null, now, cancel) || isNew;
    }

    private static async Task<bool> IsNewVisit(PromoOffersDb db, int offerId, byte[] key, DateTime now, CancellationToken cancel)
    {
        var visitor = await db.Visitors.SingleOrDefaultAsync(v => v.OfferId == offerId && v.Key == key, cancel);
        if (visitor is not null && now - visitor.LastVisitAt < Length) return false;
        if (visitor is null) db.Visitors.Add(new Visitor(offerId, key, now));
        else visitor.LastVisitAt = now;
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Null for nobody, as for a participant who follows their own link.</summary>
    private static async Task<long?> Referrer(PromoOffersDb db, Visit visit, CancellationToken cancel)
    {
        if (visit.ShareToken is null) return null;
        var referrer = await db.Participants.Where(p => p.OfferId == visit.OfferId && p.ShareToken == visit.ShareToken)
            .Select(p => new { p.Id, p.PrivateToken }).SingleOrDefaultAsync(cancel);
        return referrer is null || referrer.PrivateToken == visit.PrivateToken ? null : referrer.Id;
    }
}
