using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Where a participant's prize stands, and the totals that follow from it.</summary>
public static class PrizeShown
{
    /// <summary>Shows the state in the list and keeps the offer's totals of people who wait, whose mail failed, and who have redeemed.</summary>
    public static void ShowPrize(this PromoOffersDb db, Participant participant, PrizeState state)
    {
        db.CountPrize(participant.OfferId, participant.Prize, state);
        participant.Prize = state;
    }

    /// <summary>Keeps the totals where somebody's prize goes from one state to another.</summary>
    internal static void CountPrize(this PromoOffersDb db, int offerId, PrizeState from, PrizeState to)
    {
        var totals = db.Totals(offerId);
        totals.Awaiting += One(Waits(to)) - One(Waits(from));
        totals.Failed += One(to == PrizeState.Failed) - One(from == PrizeState.Failed);
        totals.HaveRedeemed += One(to == PrizeState.Redeemed) - One(from == PrizeState.Redeemed);
    }

    /// <summary>Looks at all awards of a participant again: the least advanced shows.</summary>
    public static async Task ShowPrize(this PromoOffersDb db, Participant participant, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        var awards = await db.Awards.AsNoTracking()
            .Where(a => a.ParticipantId == participant.Id && a.State != AwardState.Withdrawn)
            .Select(a => new { a.Id, a.State, Redeemed = db.PromoCodes.Any(c => c.AwardId == a.Id && c.VoidedAt == null && c.RedeemedAt != null) })
            .ToListAsync(cancel);
        var mails = await db.Deliveries.AsNoTracking()
            .Where(d => d.ParticipantId == participant.Id && d.AwardId != null)
            .OrderBy(d => d.Id).Select(d => new { d.AwardId, d.State }).ToListAsync(cancel);
        var shown = awards.Select(a => State(a.State, a.Redeemed, mails.LastOrDefault(m => m.AwardId == a.Id)?.State));
        db.ShowPrize(participant, shown.DefaultIfEmpty(PrizeState.NotYet).MinBy(Advance));
    }

    /// <param name="mail">The last that was written for the award; null: none.</param>
    internal static PrizeState State(AwardState award, bool redeemed, DeliveryState? mail) => (award, mail) switch
    {
        (AwardState.Waiting, _) => PrizeState.AwaitingCode,
        (AwardState.Held, _) => PrizeState.AwaitingDelivery,
        _ when redeemed => PrizeState.Redeemed,
        (_, DeliveryState.Sent) => PrizeState.Sent,
        (_, DeliveryState.Deferred) => PrizeState.Deferred,
        (_, DeliveryState.Failed) => PrizeState.Failed,
        _ => PrizeState.Queued,
    };

    internal static PrizeState LeastAdvanced(PrizeState one, PrizeState other) => Advance(one) <= Advance(other) ? one : other;

    private static int Advance(PrizeState state) => state switch
    {
        PrizeState.NotYet => 0,
        PrizeState.AwaitingCode => 1,
        PrizeState.AwaitingDelivery => 2,
        PrizeState.Failed => 3,
        PrizeState.Deferred => 4,
        PrizeState.Queued => 5,
        PrizeState.Sent => 6,
        PrizeState.Redeemed => 7,
    };

    private static bool Waits(PrizeState state) => state is PrizeState.AwaitingCode or PrizeState.AwaitingDelivery;

    private static int One(bool yes) => yes ? 1 : 0;
}
