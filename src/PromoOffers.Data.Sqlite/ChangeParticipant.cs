using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Sqlite;

internal sealed class ChangeParticipant : IChangeParticipant
{
    // Two statements each: SQLite makes a table for what one returns.
    private const string Progress = """UPDATE "Participants" SET "Progress" = "Progress" + 1 WHERE "Id" = @p0""";
    private const string Reached = """SELECT "Progress", "Awards" FROM "Participants" WHERE "Id" = @p0""";
    private const string Confirmed = """UPDATE "Participants" SET "ConfirmedAt" = @p1 WHERE "Id" = @p0 AND "ConfirmedAt" IS NULL""";
    private const string Sent = """UPDATE "Participants" SET "CodesSent" = "CodesSent" + 1 WHERE "Id" = @p0""";
    private const string SentUntilNow = """SELECT "CodesSent" FROM "Participants" WHERE "Id" = @p0""";
    private const string Prize = """UPDATE "Participants" SET "Prize" = @p2 WHERE "Id" = @p0 AND "Prize" = @p1""";

    public Task<Progressed> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Prepared(Progress, participantId).ExecuteNonQuery();
        using var row = db.Lane().Prepared(Reached, participantId).ExecuteReader();
        return row.Read() ? Task.FromResult(new Progressed(row.GetInt32(0), row.GetInt32(1))) : throw new InvalidOperationException("The participant is not there.");
    }

    public Task<bool> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel) =>
        Task.FromResult(db.Lane().Prepared(Confirmed, participantId, now).ExecuteNonQuery() == 1);

    public Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        db.Lane().Prepared(Sent, participantId).ExecuteNonQuery();
        return Task.FromResult(Convert.ToInt32(db.Lane().Prepared(SentUntilNow, participantId).ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    public Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel) =>
        db.Lane().Prepared(Prize, participantId, from.ToString(), to.ToString()).ExecuteNonQuery() == 1
            ? Task.CompletedTask
            : throw new DbUpdateConcurrencyException("The prize of a participant is not what it was.");
}
