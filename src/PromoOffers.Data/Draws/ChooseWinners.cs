using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>Changes how many win while the winners are reviewed. The order stays what it is.</summary>
public sealed class ChooseWinners(IWrites writes, DrawMore more, TimeProvider time)
{
    public async Task<DrawOutcome> Run(int offerId, int number, int winners, Actor actor, CancellationToken cancel = default)
    {
        var outcome = await writes.Run<DrawOutcome>(async (db, stop) =>
        {
            var drawing = await db.Drawings.SingleOrDefaultAsync(d => d.OfferId == offerId && d.Number == number, stop);
            if (drawing is null) return new DrawOutcome.NotFound();
            if (drawing.State != DrawingState.Drawn) return new DrawOutcome.NotNow(drawing.State);
            var now = time.GetUtcNow().UtcDateTime;
            drawing.ChooseWinners(winners);
            await db.Settle(drawing, now, stop);
            db.Tell("draw.winners-chosen", actor, now, drawing, ("winners", $"{winners}"));
            return new DrawOutcome.Drawn();
        }, cancel);
        if (outcome is DrawOutcome.Drawn) await more.Run(offerId, number, cancel);
        return outcome;
    }
}
