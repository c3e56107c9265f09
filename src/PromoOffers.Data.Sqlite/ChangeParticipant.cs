using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Sqlite;

internal sealed class ChangeParticipant : IChangeParticipant
{
    // Two statements each: SQLite makes a table for what one returns.
    private const string Progress = """UPDATE "Participants" SET "Progress" = "Progress" + 1 WHERE "Id" = @p0""";
    private const string Reached = """SELECT "Progress", "Awards", "GoalMetAt", "Prize", "ErasedAt" FROM "Participants" WHERE "Id" = @p0""";
    private const string Earned = """UPDATE "Participants" SET "GoalMetAt" = @p3, "Awards" = @p4, "Prize" = @p5 WHERE "Id" = @p0 AND "Awards" = @p1 AND "Prize" = @p2""";
    private const string Confirmed = """UPDATE "Participants" SET "ConfirmedAt" = @p1 WHERE "Id" = @p0 AND "ConfirmedAt" IS NULL""";
    private const string Referrer = """SELECT "ReferredById" FROM "Participants" WHERE "Id" = @p0""";
    private const string Sent = """UPDATE "Participants" SET "CodesSent" = "CodesSent" + 1 WHERE "Id" = @p0""";
    private const string SentUntilNow = """SELECT "CodesSent" FROM "Participants" WHERE "Id" = @p0""";
    private const string Prize = """UPDATE "Participants" SET "Prize" = @p2 WHERE "Id" = @p0 AND "Prize" = @p1""";

    public Task<Standing> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Execute(Progress, participantId);
        using var row = db.Lane().Query(Reached, participantId);
        if (!row.Read()) throw NotThere();
        return Task.FromResult(new Standing(
            participantId, row.Int(0), row.Int(1), row.TimeOrNull(2), Enum.Parse<PrizeState>(row.Text(3)), !row.IsNull(4)));
    }

    public Task KeepEarned(PromoOffersDb db, Standing before, Standing after, CancellationToken cancel) => Guarded(db.Lane().Execute(
        Earned, before.ParticipantId, before.Awards, before.Prize.ToString(), after.GoalMetAt, after.Awards, after.Prize.ToString()));

    public Task<Confirmation?> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel)
    {
        if (db.Lane().Execute(Confirmed, participantId, now) == 0) return Task.FromResult<Confirmation?>(null);
        using var row = db.Lane().Query(Referrer, participantId);
        if (!row.Read()) throw NotThere();
        return Task.FromResult<Confirmation?>(new(row.IsNull(0) ? null : row.Long(0)));
    }

    public Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Execute(Sent, participantId);
        using var row = db.Lane().Query(SentUntilNow, participantId);
        return Task.FromResult(row.Read() ? row.Int(0) : throw NotThere());
    }

    public Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel) =>
        Guarded(db.Lane().Execute(Prize, participantId, from.ToString(), to.ToString()));

    private static Task Guarded(int changed) =>
        changed == 1 ? Task.CompletedTask : throw new DbUpdateConcurrencyException("The prize of a participant is not what it was.");

    private static InvalidOperationException NotThere() => new("The participant is not there.");
}
