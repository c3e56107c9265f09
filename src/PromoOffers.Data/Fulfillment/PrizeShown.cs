using PromoOffers.Data.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Where a participant's prize stands, and the totals that follow from it.</summary>
public static class PrizeShown
{
    /// <summary>Shows the state in the list and keeps the offer's totals of people who wait and whose mail failed.</summary>
    public static async Task ShowPrize(this PromoOffersDb db, Participant participant, PrizeState state, CancellationToken cancel)
    {
        var waits = One(Waits(state)) - One(Waits(participant.Prize));
        var failed = One(state == PrizeState.Failed) - One(participant.Prize == PrizeState.Failed);
        participant.Prize = state;
        if (waits != 0 || failed != 0)
            await db.Count(participant.OfferId, set => set
                .SetProperty(c => c.Awaiting, c => c.Awaiting + waits)
                .SetProperty(c => c.Failed, c => c.Failed + failed), cancel);
    }

    private static bool Waits(PrizeState state) => state is PrizeState.AwaitingCode or PrizeState.AwaitingDelivery;

    private static int One(bool yes) => yes ? 1 : 0;
}
