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
        var totals = db.Totals(participant.OfferId);
        totals.Awaiting += One(Waits(state)) - One(Waits(participant.Prize));
        totals.Failed += One(state == PrizeState.Failed) - One(participant.Prize == PrizeState.Failed);
        totals.HaveRedeemed += One(state == PrizeState.Redeemed) - One(participant.Prize == PrizeState.Redeemed);
        participant.Prize = state;
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
