using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Draws;

/// <summary>Reckons who wins from the drawn order and what is on record, inside the operation that changed either.</summary>
internal static class SettleDrawing
{
    /// <summary>
    /// Where somebody wins once in the sweepstakes, those who have won another final drawing are passed over, on record, and so is
    /// whoever was erased, for nothing can be sent to them; who has won this one keeps what they have.
    /// </summary>
    /// <returns>How many were passed over now.</returns>
    public static async Task<int> Settle(this PromoOffersDb db, Drawing drawing, DateTime now, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        var winners = await db.Winners.Where(w => w.DrawingId == drawing.Id).OrderBy(w => w.Rank).ToListAsync(cancel);
        var record = await db.DrawingRecords.Where(r => r.DrawingId == drawing.Id).OrderBy(r => r.Id).ToListAsync(cancel);
        var keep = drawing.IsFinal ? winners.Where(w => w.Outcome == Outcome.Won).ToHashSet() : [];
        var passed = await WhoHaveWon(db, drawing, cancel);
        var erased = await WhoWereErased(db, drawing, cancel);
        var passedOver = 0;
        while (true)
        {
            var outcomes = Standing.Of(winners.Count, drawing.Winners ?? 0, [.. record.Select(r => new Decision(r.Rank, r.Act, r.AfterFinal))]);
            foreach (var (winner, outcome) in winners.Zip(outcomes)) winner.Outcome = outcome;
            var again = winners.Where(w => w.Outcome == Outcome.Won && (passed.Contains(w.ParticipantId) || erased.Contains(w.ParticipantId)) && !keep.Contains(w)).ToList();
            if (again.Count == 0) break;
            passedOver += again.Count;
            var added = again.Select(w => new DrawingRecord(
                drawing, w.Rank, RecordAct.Disqualified, erased.Contains(w.ParticipantId) ? DisqualificationCategory.Other : DisqualificationCategory.AlreadyWon,
                null, Actor.System.Name, now)).ToList();
            record.AddRange(added);
            db.DrawingRecords.AddRange(added);
        }
        await db.SaveChangesAsync(cancel);
        return passedOver;
    }

    /// <summary>Whether nobody stands ready to move up, though somebody could still be drawn.</summary>
    public static async Task<bool> IsShort(this PromoOffersDb db, Drawing drawing, CancellationToken cancel) =>
        drawing.Ranks < drawing.Entrants && !await db.Winners.AnyAsync(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Alternate, cancel);

    /// <summary>Whether this person would be passed over for having won another final drawing.</summary>
    public static async Task<bool> HasWonAnother(this PromoOffersDb db, Drawing drawing, long participantId, CancellationToken cancel) =>
        (await WhoHaveWon(db, drawing, cancel)).Contains(participantId);

    private static async Task<HashSet<long>> WhoHaveWon(PromoOffersDb db, Drawing drawing, CancellationToken cancel)
    {
        var terms = await db.Offers.Where(o => o.Id == drawing.OfferId).Select(o => o.Approved!.Terms).SingleAsync(cancel);
        if (terms.Sweepstakes!.WinAgain == WinAgain.OnceInADrawing) return [];
        return await (
            from won in db.Winners
            join other in db.Drawings on won.DrawingId equals other.Id
            where other.OfferId == drawing.OfferId && other.Id != drawing.Id && won.Outcome == Outcome.Won
                && (other.State == DrawingState.Final || other.State == DrawingState.Finalizing)
            select won.ParticipantId).ToHashSetAsync(cancel);
    }

    private static Task<HashSet<long>> WhoWereErased(PromoOffersDb db, Drawing drawing, CancellationToken cancel) => (
        from drawn in db.Winners
        join person in db.Participants on drawn.ParticipantId equals person.Id
        where drawn.DrawingId == drawing.Id && person.ErasedAt != null
        select person.Id).ToHashSetAsync(cancel);
}
