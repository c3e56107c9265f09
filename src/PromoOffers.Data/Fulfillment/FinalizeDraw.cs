using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Fulfillment;

public abstract record FinalizeOutcome
{
    private FinalizeOutcome() { }

    /// <summary>Final: each winner has an award, and a mail in the outbox or a place among those who wait for a code.</summary>
    public sealed record Done : FinalizeOutcome;

    /// <summary>Somebody else has made it final.</summary>
    public sealed record AlreadyFinal : FinalizeOutcome;

    /// <summary>The offer has no such drawing.</summary>
    public sealed record NotFound : FinalizeOutcome;

    /// <summary>It was not drawn yet.</summary>
    public sealed record NotDrawn : FinalizeOutcome;

    /// <summary>While the offer is paused nothing is awarded.</summary>
    public sealed record Paused : FinalizeOutcome;

    /// <summary>There are other winners than were looked at: somebody changed them, or who had won meanwhile was passed over.</summary>
    public sealed record Changed(int Winners) : FinalizeOutcome;
}

/// <summary>
/// Makes the winners of a drawing final, shows its seed, and gives each winner an award, a code and a mail, exactly once. The first step
/// decides; the awards follow in small transactions, and where the server dies between them any other goes on (<see cref="Resume"/>).
/// </summary>
public sealed class FinalizeDraw(
    IWrites writes, IDbContextFactory<PromoOffersDb> reading, DrawSeeds seeds, DrawMore more, AwardManyWinners awards, TimeProvider time)
{
    /// <summary>Winners in one transaction, so that others are not kept waiting.</summary>
    private const int Batch = 500;

    /// <param name="expected">How many winners the person saw who confirms.</param>
    public async Task<FinalizeOutcome> Run(int offerId, int number, int expected, Actor actor, CancellationToken cancel = default)
    {
        await more.Run(offerId, number, cancel);
        Drawing? seen;
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            seen = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offerId && d.Number == number, cancel);
        }
        if (seen is null) return new FinalizeOutcome.NotFound();
        var outcome = seen.State == DrawingState.Drawn ? await Decide(seen.Id, seeds.Open(seen), expected, actor, cancel) : Late(seen);
        if (outcome is FinalizeOutcome.Done or FinalizeOutcome.AlreadyFinal) await Award(seen.Id, cancel);
        return outcome;
    }

    /// <summary>Goes on with every drawing that was made final and has winners without an award.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> Resume(CancellationToken cancel = default)
    {
        List<int> begun;
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            begun = await db.Drawings.Where(d => d.State == DrawingState.Finalizing).Select(d => d.Id).ToListAsync(cancel);
        }
        foreach (var id in begun) await Award(id, cancel);
        return begun.Count;
    }

    private Task<FinalizeOutcome> Decide(int id, byte[] seed, int expected, Actor actor, CancellationToken cancel) =>
        writes.Run<FinalizeOutcome>(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var drawing = await db.Drawings.SingleAsync(d => d.Id == id, stop);
            if (drawing.State != DrawingState.Drawn) return Late(drawing);
            // One drawing of an offer after the other: whoever wins once in the sweepstakes is seen by the second.
            await db.OfferCounts.Where(c => c.OfferId == drawing.OfferId).ExecuteUpdateAsync(set => set.SetProperty(c => c.GoalMet, c => c.GoalMet), stop);
            if (await db.Offers.AnyAsync(o => o.Id == drawing.OfferId && o.State == OfferState.Paused, stop)) return new FinalizeOutcome.Paused();
            await db.Settle(drawing, now, stop);
            var winners = await db.Winners.CountAsync(w => w.DrawingId == id && w.Outcome == Outcome.Won, stop);
            if (winners != expected || await db.IsShort(drawing, stop)) return new FinalizeOutcome.Changed(winners);
            drawing.BeginFinalizing(seed, actor.Name, now);
            db.Tell("draw.finalized", actor, now, drawing, ("winners", $"{winners}"));
            await db.TellWebhooks(new WebhookEvent.DrawFinalized(drawing.OfferId, drawing.Number, winners, now), now, stop);
            return new FinalizeOutcome.Done();
        }, cancel);

    private static FinalizeOutcome Late(Drawing drawing) => drawing.IsFinal ? new FinalizeOutcome.AlreadyFinal() : new FinalizeOutcome.NotDrawn();

    private async Task Award(int id, CancellationToken cancel)
    {
        while (await writes.Run((db, stop) => AwardSome(db, id, stop), cancel)) { }
    }

    /// <returns>Whether there are more.</returns>
    private async Task<bool> AwardSome(PromoOffersDb db, int id, CancellationToken cancel)
    {
        // Held until the transaction ends: of two who award at once the second sees whom the first has awarded.
        var begun = await db.Drawings.Where(d => d.Id == id && d.State == DrawingState.Finalizing)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Ranks, d => d.Ranks), cancel);
        if (begun == 0) return false;
        var drawing = await db.Drawings.SingleAsync(d => d.Id == id, cancel);
        if (await awards.Run(db, drawing, Batch, time.GetUtcNow().UtcDateTime, cancel) > 0) return true;
        drawing.EndFinalizing();
        return false;
    }
}
