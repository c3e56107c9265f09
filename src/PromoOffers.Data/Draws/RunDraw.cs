using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Draws;

public abstract record DrawOutcome
{
    private DrawOutcome() { }

    public sealed record Drawn : DrawOutcome;

    /// <summary>The offer has no such drawing.</summary>
    public sealed record NotFound : DrawOutcome;

    /// <summary>It is not closed yet, nobody entered, or it was drawn before.</summary>
    public sealed record NotNow(DrawingState State) : DrawOutcome;

    /// <summary>The rules name a public value, and it is not given; or none is named.</summary>
    public sealed record WrongPublicValue(bool IsWanted) : DrawOutcome;

    /// <summary>The entries in the database are not those whose digest was published.</summary>
    public sealed record ListChanged : DrawOutcome;
}

/// <summary>Draws the order of a frozen drawing, once: it is never started over. Who wins is proposed by it, and seen by staff alone.</summary>
public sealed class RunDraw(IWrites writes, IDbContextFactory<PromoOffersDb> reading, ReadOrder order, DrawMore more, IInsertMany insert, TimeProvider time)
{
    /// <param name="winners">1 to <see cref="SweepstakesTerms.MaxWinners"/>; where fewer entered, all of them win.</param>
    /// <param name="publicValue">What the source that the rules name has shown; null or empty: nothing.</param>
    public async Task<DrawOutcome> Run(int offerId, int number, int winners, string? publicValue, Actor actor, CancellationToken cancel = default)
    {
        if (winners is < 1 or > SweepstakesTerms.MaxWinners) throw new RuleBroken("Somebody wins.");
        var value = string.IsNullOrWhiteSpace(publicValue) ? null : publicValue.Trim();
        if (value?.Length > Drawing.MaxPublicValueLength) throw new RuleBroken("A public value is short.");
        Drawing? drawing;
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            drawing = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offerId && d.Number == number, cancel);
            if (drawing is null) return new DrawOutcome.NotFound();
            if (drawing.State != DrawingState.Frozen) return new DrawOutcome.NotNow(drawing.State);
            var source = (await db.Offers.Where(o => o.Id == offerId).Select(o => o.Approved!.Terms).SingleAsync(cancel)).Sweepstakes!.PublicValueSource;
            if (source is null != value is null) return new DrawOutcome.WrongPublicValue(source is not null);
        }
        if (await order.Run(drawing, value, drawing.RanksFor(winners), cancel) is not { } drawn) return new DrawOutcome.ListChanged();
        var outcome = await writes.Run((db, stop) => Keep(db, drawing.Id, drawn, winners, value, actor, stop), cancel);
        await more.Run(offerId, number, cancel);
        return outcome;
    }

    private async Task<DrawOutcome> Keep(
        PromoOffersDb db, int id, IReadOnlyList<DrawnEntry> drawn, int winners, string? publicValue, Actor actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var drawing = await db.Drawings.SingleAsync(d => d.Id == id, cancel);
        if (drawing.State != DrawingState.Frozen) return new DrawOutcome.NotNow(drawing.State);
        drawing.Draw(winners, publicValue, actor.Name, now);
        await db.AddRanks(insert, drawing, drawn, winners, cancel);
        await db.Settle(drawing, now, cancel);
        db.Tell("draw.drawn", actor, now, drawing, ("winners", $"{winners}"), ("publicValue", publicValue ?? ""));
        return new DrawOutcome.Drawn();
    }
}

internal static class DrawingHistory
{
    public static void Tell(this PromoOffersDb db, string action, Actor actor, DateTime now, Drawing drawing, params (string Name, string Value)[] more) =>
        db.AuditEntries.Add(new AuditEntry(action, actor, now, drawing.OfferId)
        {
            Details = more.Prepend(("drawing", $"{drawing.Number}")).ToDictionary(d => d.Item1, d => d.Item2),
        });
}
