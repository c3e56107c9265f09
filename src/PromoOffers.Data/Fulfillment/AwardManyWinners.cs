using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>
/// Gives those who have won a drawing their award, its code and its mail, each once, by a few statements for many of them: what
/// <see cref="AwardWinners"/> does for one. Nobody but this touches the awards of a drawing while it is being made final.
/// </summary>
public sealed class AwardManyWinners(IClaimCodes claims, IInsertMany insert)
{
    /// <param name="drawing">Its row is held until the transaction ends.</param>
    /// <param name="most">Winners at once, in the drawn order.</param>
    /// <returns>How many there were; none: all have their award.</returns>
    public async Task<int> Run(PromoOffersDb db, Drawing drawing, int most, DateTime now, CancellationToken cancel)
    {
        var won = await Next(db, drawing, most, cancel);
        if (won.Count == 0) return 0;
        var (first, last) = (won[0].Rank, won[^1].Rank);
        var ranks = db.Winners.Where(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Won && w.Rank >= first && w.Rank <= last);
        var offer = await db.Offers.Include(o => o.Approved).AsNoTracking().SingleAsync(o => o.Id == drawing.OfferId, cancel);
        await insert.Run(db, [.. won.Select(w => new Award(offer.Id, w.ParticipantId, w.Awards + 1, now) { WinnerId = w.Id, State = AwardState.Fulfilled })], cancel);
        var awards = await ranks.Join(db.Awards, w => w.Id, a => a.WinnerId, (w, a) => new { w.Rank, a.Id }).OrderBy(a => a.Rank).Select(a => a.Id).ToListAsync(cancel);

        var codes = offer.Approved!.Terms.UsePromoCodes ? await Codes(db, offer.Id, awards, now, cancel) : null;
        var sent = codes?.Count ?? won.Count;
        await insert.Run(db, [.. won.Take(sent).Select((w, i) =>
            new Delivery(DeliveryKind.Fulfillment, offer.Id, offer.ApprovedId!.Value, w.ParticipantId, now) { AwardId = awards[i], CodeId = codes?[i] })], cancel);
        var firstToWait = sent < won.Count ? won[sent].Rank : last + 1;
        var wait = sent < won.Count ? ranks.Where(w => w.Rank >= firstToWait) : null;
        if (wait is not null)
            await db.Awards.Where(a => wait.Select(w => (long?)w.Id).Contains(a.WinnerId)).ExecuteUpdateAsync(set => set.SetProperty(a => a.State, AwardState.Waiting), cancel);

        db.Day(offer.Id, now).Awards += won.Count;
        db.Totals(offer.Id).GoalMet += won.Count(w => !w.HasMetGoal);
        if (wait is not null) db.Totals(offer.Id).Awaiting += await Show(db, wait, PrizeState.AwaitingCode, now, cancel);
        if (sent > 0) await Show(db, ranks.Where(w => w.Rank < firstToWait), PrizeState.Queued, now, cancel);
        await ShowAgain(db, [.. won.Where(w => w.Awards > 0).Select(w => w.ParticipantId)], now, cancel);
        return won.Count;
    }

    /// <summary>Those without an award who follow one another, so that a range of ranks says who they are.</summary>
    private static async Task<List<Winning>> Next(PromoOffersDb db, Drawing drawing, int most, CancellationToken cancel)
    {
        var won = db.Winners.Where(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Won);
        var first = await won.Where(w => !db.Awards.Any(a => a.WinnerId == w.Id)).MinAsync(w => (int?)w.Rank, cancel);
        if (first is null) return [];
        var next = await (
            from winner in won
            join person in db.Participants on winner.ParticipantId equals person.Id
            where winner.Rank >= first
            orderby winner.Rank
            select new Winning(winner.Id, winner.Rank, person.Id, person.Awards, person.GoalMetAt != null, db.Awards.Any(a => a.WinnerId == winner.Id)))
            .Take(most).ToListAsync(cancel);
        return [.. next.TakeWhile(w => !w.HasAward)];
    }

    /// <summary>As many as there are; none where others wait already, for new ones queue behind them.</summary>
    private async Task<IReadOnlyList<long>> Codes(PromoOffersDb db, int offerId, IReadOnlyList<long> awards, DateTime now, CancellationToken cancel) =>
        await db.Awards.AnyAsync(a => a.OfferId == offerId && a.State == AwardState.Waiting, cancel) ? [] : await claims.ClaimMany(db, offerId, awards, now, cancel);

    /// <summary>For whom it is the first award: nothing of theirs was shown before.</summary>
    /// <returns>How many.</returns>
    private static Task<int> Show(PromoOffersDb db, IQueryable<Winner> winners, PrizeState prize, DateTime now, CancellationToken cancel) =>
        db.Participants.Where(p => p.Awards == 0 && winners.Select(w => w.ParticipantId).Contains(p.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(p => p.Awards, 1)
            .SetProperty(p => p.GoalMetAt, p => p.GoalMetAt ?? now)
            .SetProperty(p => p.Prize, prize), cancel);

    private static async Task ShowAgain(PromoOffersDb db, List<long> people, DateTime now, CancellationToken cancel)
    {
        foreach (var part in people.Chunk(500))
        {
            foreach (var person in await db.Participants.Where(p => part.Contains(p.Id)).ToListAsync(cancel))
            {
                (person.Awards, person.GoalMetAt) = (person.Awards + 1, person.GoalMetAt ?? now);
                await db.ShowPrize(person, cancel);
            }
        }
    }

    /// <param name="Awards">That this person had before.</param>
    private sealed record Winning(long Id, int Rank, long ParticipantId, int Awards, bool HasMetGoal, bool HasAward);
}
