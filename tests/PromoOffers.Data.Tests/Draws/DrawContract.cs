using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using static PromoOffers.Testing.Offers.SweepstakesOffer;

namespace PromoOffers.Data.Tests.Draws;

/// <summary>A sweepstakes whose drawing is frozen, drawn, judged and made final.</summary>
public abstract class DrawContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    protected SweepstakesOffer Offer => field ??= new SweepstakesOffer(Database);

    protected async Task Frozen(int entrants, Func<OfferTerms, OfferTerms>? with = null)
    {
        await Offer.Approved(with);
        await Offer.Enter(entrants);
        await Offer.Freeze();
    }

    protected Task<DrawOutcome> Draw(int winners, int number = 1, string? publicValue = null) =>
        Database.Get<RunDraw>().Run(Offer.Id, number, winners, publicValue, Claire, Cancel);

    protected Task<DrawOutcome> Choose(int winners, int number = 1) => Database.Get<ChooseWinners>().Run(Offer.Id, number, winners, Claire, Cancel);

    protected Task<FinalizeOutcome> Finalize(int expected) => Database.Get<FinalizeDraw>().Run(Offer.Id, 1, expected, Claire, Cancel);

    protected Task<JudgeOutcome> Out(int rank, DisqualificationCategory category = DisqualificationCategory.UnderAge, string? note = null) =>
        Database.Get<Disqualify>().Run(Offer.Id, 1, rank, category, note, Claire, Cancel);

    protected Task<JudgeOutcome> In(int rank) => Database.Get<Reinstate>().Run(Offer.Id, 1, rank, "A mistake", Claire, Cancel);

    protected async Task<List<Winner>> Order()
    {
        await using var db = Database.Read();
        return await db.Winners.Join(db.Drawings.Where(d => d.Number == 1), w => w.DrawingId, d => d.Id, (w, _) => w).OrderBy(w => w.Rank).ToListAsync(Cancel);
    }
}
