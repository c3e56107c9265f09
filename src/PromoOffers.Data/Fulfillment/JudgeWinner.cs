using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Fulfillment;

public abstract record JudgeOutcome
{
    private JudgeOutcome() { }

    public sealed record Done : JudgeOutcome;

    /// <summary>Nobody of this drawing was drawn at this rank.</summary>
    public sealed record NotFound : JudgeOutcome;

    /// <summary>The drawing is not drawn, is being made final at this moment, or the person stands so already.</summary>
    public sealed record NotNow : JudgeOutcome;

    /// <summary>The code was redeemed: nobody is replaced for not having done it.</summary>
    public sealed record Redeemed : JudgeOutcome;

    /// <summary>The code was not sent yet, or there is time left to redeem it.</summary>
    public sealed record StillInTime : JudgeOutcome;

    /// <summary>Whoever was erased is not reinstated: nothing can be sent to them.</summary>
    public sealed record WasErased : JudgeOutcome;

    /// <summary>Whoever has won another drawing is not reinstated where one wins once in the sweepstakes.</summary>
    public sealed record HasWonAnother : JudgeOutcome;
}

/// <summary>Disqualifies somebody who was drawn, on record: the next in the order moves up, and where the drawing is final gets the award instead.</summary>
public sealed class Disqualify(IWrites writes, AwardWinners awards, DrawMore more, TimeProvider time)
{
    /// <param name="category">Public.</param>
    /// <param name="note">For staff; null or empty: none.</param>
    public async Task<JudgeOutcome> Run(
        int offerId, int number, int rank, DisqualificationCategory category, string? note, Actor actor, CancellationToken cancel = default)
    {
        if (note?.Trim().Length > DrawingRecord.MaxNoteLength) throw new RuleBroken("A note is short.");
        await more.Run(offerId, number, cancel);
        var outcome = await writes.Run(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (await db.Drawn(offerId, number, rank, stop) is not var (drawing, winner)) return new JudgeOutcome.NotFound();
            if (drawing.State is not (DrawingState.Drawn or DrawingState.Final) || winner.Outcome == Outcome.Disqualified) return new JudgeOutcome.NotNow();
            if (category == DisqualificationCategory.NotRedeemed && await Refusal(db, drawing, winner, now, stop) is { } refusal) return refusal;
            db.DrawingRecords.Add(new DrawingRecord(drawing, rank, RecordAct.Disqualified, category, Trimmed(note), actor.Name, now));
            if (drawing.IsFinal) await db.Withdraw(winner.Id, $"{category}", now, stop);
            await db.Settle(drawing, now, stop);
            if (drawing.IsFinal) await awards.Run(db, drawing, 1, now, stop);
            db.Tell("draw.disqualified", actor, now, drawing, ("rank", $"{rank}"), ("category", $"{category}"));
            return new JudgeOutcome.Done();
        }, cancel);
        if (outcome is JudgeOutcome.Done) await more.Run(offerId, number, cancel);
        return outcome;
    }

    /// <summary>Who was given the time that the terms give, and did not redeem, can be replaced.</summary>
    private static async Task<JudgeOutcome?> Refusal(PromoOffersDb db, Drawing drawing, Winner winner, DateTime now, CancellationToken cancel)
    {
        if (drawing.State != DrawingState.Final || winner.Outcome != Outcome.Won) return new JudgeOutcome.NotNow();
        var days = (await db.Offers.Where(o => o.Id == drawing.OfferId).Select(o => o.Approved!.Terms).SingleAsync(cancel)).Sweepstakes!.RedeemWithinDays;
        var code = await (from award in db.Awards
                          join given in db.PromoCodes on award.Id equals given.AwardId
                          where award.WinnerId == winner.Id && given.VoidedAt == null
                          select given).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (code?.RedeemedAt is not null) return new JudgeOutcome.Redeemed();
        return days is { } within && code?.SentAt is { } sent && sent.AddDays(within) <= now ? null : new JudgeOutcome.StillInTime();
    }

    private static string? Trimmed(string? note) => string.IsNullOrWhiteSpace(note) ? null : note.Trim();
}

/// <summary>Undoes a disqualification by another line on record. Once the drawing is final, whoever was passed over wins beside the others.</summary>
public sealed class Reinstate(IWrites writes, AwardWinners awards, TimeProvider time)
{
    public Task<JudgeOutcome> Run(int offerId, int number, int rank, string? note, Actor actor, CancellationToken cancel = default) =>
        writes.Run<JudgeOutcome>(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (await db.Drawn(offerId, number, rank, stop) is not var (drawing, winner)) return new JudgeOutcome.NotFound();
            if (drawing.State is not (DrawingState.Drawn or DrawingState.Final) || winner.Outcome != Outcome.Disqualified) return new JudgeOutcome.NotNow();
            if (await db.Participants.AnyAsync(p => p.Id == winner.ParticipantId && p.ErasedAt != null, stop)) return new JudgeOutcome.WasErased();
            if (await db.HasWonAnother(drawing, winner.ParticipantId, stop)) return new JudgeOutcome.HasWonAnother();
            db.DrawingRecords.Add(new DrawingRecord(drawing, rank, RecordAct.Reinstated, null, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), actor.Name, now));
            await db.Settle(drawing, now, stop);
            if (drawing.IsFinal) await awards.Run(db, drawing, 1, now, stop);
            db.Tell("draw.reinstated", actor, now, drawing, ("rank", $"{rank}"));
            return new JudgeOutcome.Done();
        }, cancel);
}

internal static class Judging
{
    public static async Task<(Drawing Drawing, Winner Winner)?> Drawn(this PromoOffersDb db, int offerId, int number, int rank, CancellationToken cancel)
    {
        var drawing = await db.Drawings.SingleOrDefaultAsync(d => d.OfferId == offerId && d.Number == number, cancel);
        if (drawing is null || await db.Winners.SingleOrDefaultAsync(w => w.DrawingId == drawing.Id && w.Rank == rank, cancel) is not { } winner) return null;
        // Held until the transaction ends: two who judge at once do it one after the other.
        await db.Drawings.Where(d => d.Id == drawing.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Ranks, d => d.Ranks), cancel);
        await db.Entry(drawing).ReloadAsync(cancel);
        await db.Entry(winner).ReloadAsync(cancel);
        return (drawing, winner);
    }
}
