using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Draws;

/// <summary>Which drawings the approval of a draft adds.</summary>
/// <param name="Problem">Why it cannot be approved now; null: it can.</param>
public sealed record DrawingPlan(IReadOnlyList<Period> Periods, int FirstNumber, TermsProblem? Problem)
{
    public static readonly DrawingPlan None = new([], 1, null);

    /// <summary>Adds them with their seeds; their commitments stand in the History before anybody can enter.</summary>
    internal void Commit(PromoOffersDb db, Offer offer, IReadOnlyList<SealedSeed> seeds, Actor actor, DateTime now)
    {
        foreach (var (index, period) in Periods.Index())
        {
            var grace = TimeSpan.FromMinutes(offer.Approved!.Terms.Sweepstakes!.GraceMinutes);
            var drawing = new Drawing(offer.Id, FirstNumber + index, period, grace, seeds[index].Commitment, seeds[index].Protected, now);
            db.Drawings.Add(drawing);
            db.Tell("draw.committed", actor, now, offer, ("drawing", $"{drawing.Number}"), ("commitment", drawing.Commitment));
        }
    }
}

/// <summary>Plans the drawings of a sweepstakes as its draft is approved. Those that there are stay as they are; a later end adds further ones.</summary>
public sealed class PlanDrawings(IDbContextFactory<PromoOffersDb> reading, DrawSeeds seeds)
{
    /// <summary>Seeds for as many drawings as there may be, made before the operation; none for a referral offer.</summary>
    public async Task<IReadOnlyList<SealedSeed>> Prepare(string offerId, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var draws = await db.Offers.AnyAsync(o => o.PublicId == offerId && o.Kind == OfferKind.Sweepstakes, cancel);
        return draws ? seeds.Make(Periods.Most) : [];
    }

    /// <param name="offer">With a draft that is complete.</param>
    internal static async Task<DrawingPlan> For(PromoOffersDb db, Offer offer, DateTime now, CancellationToken cancel)
    {
        if (offer.Draft!.Terms is not { Sweepstakes: { } draw } terms) return DrawingPlan.None;
        var last = await db.Drawings.AsNoTracking().Where(d => d.OfferId == offer.Id).OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);
        var start = last?.ClosesAt ?? terms.StartsAt ?? now;
        var periods = Periods.Between(start > now ? start : now, terms.EndsAt!.Value, draw.Schedule, draw.Weekday, TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone));
        var first = (last?.Number ?? 0) + 1;
        TermsProblemKind? problem = first - 1 + periods.Count > Periods.Most ? TermsProblemKind.TooManyDrawings
            : last is null && periods.Count == 0 ? TermsProblemKind.EndBeforeStart
            : null;
        return new(periods, first, problem is { } kind ? new(nameof(OfferTerms.EndsAt), kind) : null);
    }
}
