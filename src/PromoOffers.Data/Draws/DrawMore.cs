using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>Draws further ranks of an order that stands, where disqualifications or more winners have used up the alternates.</summary>
public sealed class DrawMore(IWrites writes, IDbContextFactory<PromoOffersDb> reading, ReadOrder order, IInsertMany insert, TimeProvider time)
{
    /// <summary>Until each prize has its winner and somebody stands ready to move up, or everybody was drawn.</summary>
    public async Task Run(int offerId, int number, CancellationToken cancel = default)
    {
        while (await Short(offerId, number, cancel) is var (drawing, wanted))
        {
            if (await order.Run(drawing, drawing.PublicValue, wanted, cancel) is not { } drawn) return;
            await writes.Run((db, stop) => Add(db, drawing, drawn, stop), cancel);
        }
    }

    /// <returns>Null: nothing is to be drawn.</returns>
    private async Task<(Drawing Drawing, int Wanted)?> Short(int offerId, int number, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var drawing = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offerId && d.Number == number, cancel);
        if (drawing?.Winners is not { } winners || !await db.IsShort(drawing, cancel)) return null;
        var won = await db.Winners.CountAsync(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Won, cancel);
        return (drawing, Math.Min(drawing.Ranks + drawing.RanksFor(Math.Max(winners - won, 0)), drawing.Entrants));
    }

    private async Task<bool> Add(PromoOffersDb db, Drawing seen, IReadOnlyList<DrawnEntry> drawn, CancellationToken cancel)
    {
        var drawing = await db.Drawings.SingleAsync(d => d.Id == seen.Id, cancel);
        if (drawing.Ranks != seen.Ranks) return false;
        await db.AddRanks(insert, drawing, drawn, winners: 0, cancel);
        await db.Settle(drawing, time.GetUtcNow().UtcDateTime, cancel);
        return true;
    }
}

internal static class Ranks
{
    /// <summary>Adds those of the order that do not stand yet.</summary>
    /// <param name="winners">Those who win as long as nothing is on record; what is decides afterwards.</param>
    public static async Task AddRanks(
        this PromoOffersDb db, IInsertMany insert, Drawing drawing, IReadOnlyList<DrawnEntry> drawn, int winners, CancellationToken cancel)
    {
        var ranks = drawn.Skip(drawing.Ranks).Select((entry, i) => new Winner(drawing.Id, drawing.Ranks + i + 1, entry.EntryId, entry.ParticipantId)).ToList();
        foreach (var rank in ranks.Where(r => r.Rank <= winners)) rank.Outcome = Outcome.Won;
        drawing.AddRanks(ranks.Count);
        await db.SaveChangesAsync(cancel);
        await insert.Run(db, ranks, cancel);
    }
}
