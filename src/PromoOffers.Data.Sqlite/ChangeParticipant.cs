using System.Globalization;
using Microsoft.Data.Sqlite;
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
    private const string Sent = """UPDATE "Participants" SET "CodesSent" = "CodesSent" + 1 WHERE "Id" = @p0""";
    private const string SentUntilNow = """SELECT "CodesSent" FROM "Participants" WHERE "Id" = @p0""";
    private const string Prize = """UPDATE "Participants" SET "Prize" = @p2 WHERE "Id" = @p0 AND "Prize" = @p1""";

    public Task<Standing> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Prepared(Progress, participantId).ExecuteNonQuery();
        using var row = db.Lane().Prepared(Reached, participantId).ExecuteReader();
        if (!row.Read()) throw new InvalidOperationException("The participant is not there.");
        return Task.FromResult(new Standing(
            participantId, row.GetInt32(0), row.GetInt32(1), row.IsDBNull(2) ? null : row.GetDateTime(2), Enum.Parse<PrizeState>(row.GetString(3)), !row.IsDBNull(4)));
    }

    public Task KeepEarned(PromoOffersDb db, Standing before, Standing after, CancellationToken cancel) => Guarded(db.Lane().Prepared(
        Earned, before.ParticipantId, before.Awards, before.Prize.ToString(), after.GoalMetAt, after.Awards, after.Prize.ToString()));

    public Task<bool> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel) =>
        Task.FromResult(db.Lane().Prepared(Confirmed, participantId, now).ExecuteNonQuery() == 1);

    public Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Prepared(Sent, participantId).ExecuteNonQuery();
        return Task.FromResult(Convert.ToInt32(db.Lane().Prepared(SentUntilNow, participantId).ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    public Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel) =>
        Guarded(db.Lane().Prepared(Prize, participantId, from.ToString(), to.ToString()));

    private static Task Guarded(SqliteCommand change) =>
        change.ExecuteNonQuery() == 1 ? Task.CompletedTask : throw new DbUpdateConcurrencyException("The prize of a participant is not what it was.");
}
