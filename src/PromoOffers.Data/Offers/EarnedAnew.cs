using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Offers;

/// <summary>What changed terms bring to those who already have the progress for it. Nothing earned is taken back.</summary>
public static class EarnedAnew
{
    /// <summary>How many awards would follow if the draft were approved now.</summary>
    public static async Task<int> Count(PromoOffersDb db, Offer offer, CancellationToken cancel)
    {
        if (offer.Approved is null || offer.Draft?.Terms.Referral is not { Count: > 0 } referral) return 0;
        var groups = await Behind(db, offer.Id, referral).GroupBy(p => new { p.Progress, p.Awards })
            .Select(g => new { g.Key.Progress, g.Key.Awards, People = g.Count() }).ToListAsync(cancel);
        return groups.Sum(g => Math.Max(0, referral.AwardsFor(g.Progress) - g.Awards) * g.People);
    }

    /// <summary>Makes those awards, once, as the new terms are approved.</summary>
    internal static async Task Award(PromoOffersDb db, EarnAwards earn, Offer offer, DateTime now, CancellationToken cancel)
    {
        if (offer.Approved?.Terms.Referral is not { Count: > 0 } referral) return;
        var behind = await Behind(db, offer.Id, referral).OrderBy(p => p.Id)
            .Select(p => new Standing(p.Id, p.Progress, p.Awards, p.GoalMetAt, p.Prize, p.ErasedAt != null)).ToListAsync(cancel);
        foreach (var standing in behind) await earn.Run(db, offer, standing, now, cancel);
    }

    private static IQueryable<Participant> Behind(PromoOffersDb db, int offerId, ReferralTerms referral) =>
        db.Participants.Where(p => p.OfferId == offerId && p.ErasedAt == null && p.Awards < referral.AwardsPerParticipant && p.Progress >= referral.Count * (p.Awards + 1));
}
