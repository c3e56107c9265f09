using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Access;
using static System.FormattableString;

namespace PromoOffers.Benchmarks;

/// <summary>
/// Draws the winners of a sweepstakes out of all who entered, and makes them final, until each has a code and a mail in the outbox.
/// Beside it, on the same database: reading the same rows, one SHA-256 over them, an HMAC and a raw UPDATE for each winner, in one transaction.
/// </summary>
internal static class Draw
{
    private const int Winners = 10_000;

    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Claire = new(null, "Claire");

    /// <summary>Everybody entered, some with more entries than others, under ids that stand in no order.</summary>
    private const string Entered = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $entrants)
        INSERT INTO Participants (Id, OfferId, EntryId, ShareToken, PrivateToken, Email, EmailHash, FirstName, LastName, SortName, Fields, Language,
          JoinedAt, ConfirmedAt, Progress, Awards, CodesSent, Prize)
        SELECT i, $offer, printf('entry-%016d', i), printf('share-%016d', i), printf('mine-%017d', i), printf('p%d@mail.example', i),
          CAST(printf('%032d', i) AS BLOB), 'Kim', '', 'kim', '{}', 'en', '2026-03-02 12:00:00', '2026-03-02 12:00:00', 0, 0, 0, 'NotYet' FROM n;
        INSERT INTO Entries (DrawingId, ParticipantId, PublicId, EnteredAt, ConfirmedAt, Weight)
        SELECT (SELECT Id FROM Drawings WHERE OfferId = $offer), Id, substr(hex(randomblob(11)), 1, 22), '2026-03-02 12:00:00', '2026-03-02 12:00:00', 1 + Id % 5
        FROM Participants;
        UPDATE OfferCounts SET Participants = $entrants WHERE OfferId = $offer
        """;

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var entrants in run.Sizes(10_000, 100_000, 1_000_000))
        {
            using var folder = new TemporaryFolder();
            var file = Path.Combine(folder.Path, "draw.db");
            var time = new FakeTimeProvider(Now);
            await using var db = await SeededDatabase.Open(file, time);
            var offer = await db.AddSweepstakes("draw", Now);
            await db.AddCodes(offer, Winners);
            db.Execute(Entered, ("$entrants", entrants), ("$offer", offer));
            time.Advance(TimeSpan.FromDays(10));
            if (await db.Get<CloseDrawings>().Run() != 1) throw new InvalidOperationException("The drawing is not frozen.");

            var winners = Math.Min(Winners, entrants);
            var floor = Floor(file, winners);
            var memory = new ProcessMemory(Environment.ProcessId);
            GC.Collect();
            var idle = memory.Resident();
            memory.ForgetPeak();
            var watch = Stopwatch.StartNew();
            if (await db.Get<RunDraw>().Run(offer, 1, winners, null, Claire) is not DrawOutcome.Drawn) throw new InvalidOperationException("Nothing was drawn.");
            var drawn = watch.Elapsed;
            if (await db.Get<FinalizeDraw>().Run(offer, 1, winners, Claire) is not FinalizeOutcome.Done) throw new InvalidOperationException("Nothing is final.");
            var ours = watch.Elapsed;
            run.Add(Invariant($"{entrants:#,0} entrants, {winners:#,0} winners"), "s", ours.TotalSeconds, floor.TotalSeconds, memory.Peak() - idle);
            run.Add(Invariant($"{entrants:#,0} entrants: until the order is drawn"), "s", drawn.TotalSeconds, null, null);
            run.MustHold(DatabaseFile.Count(file, "SELECT count(*) FROM Deliveries d JOIN PromoCodes c ON c.Id = d.CodeId AND c.AwardId = d.AwardId") == winners, "each winner has one code and one mail");
            run.MustHold(DatabaseFile.Count(file, "SELECT count(DISTINCT ParticipantId) FROM Awards") == winners, "each winner has one award");
        }
    }

    private static TimeSpan Floor(string file, int winners)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var watch = Stopwatch.StartNew();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var read = connection.CreateCommand())
        {
            read.CommandText = "SELECT Id, PublicId, Weight, ParticipantId FROM Entries WHERE ConfirmedAt IS NOT NULL ORDER BY DrawingId, PublicId";
            using var rows = read.ExecuteReader();
            while (rows.Read()) hash.AppendData(Encoding.ASCII.GetBytes(Invariant($"{rows.GetString(1)} {rows.GetInt32(2)}\n")));
        }
        var key = hash.GetHashAndReset();
        using var transaction = connection.BeginTransaction();
        using var update = connection.CreateCommand();
        update.CommandText = "UPDATE PromoCodes SET AssignedAt = $at WHERE Id = $id";
        var (at, id) = (update.Parameters.Add("$at", SqliteType.Text), update.Parameters.Add("$id", SqliteType.Integer));
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (var winner = 1; winner <= winners; winner++)
        {
            BinaryPrimitives.WriteInt64BigEndian(counter, winner);
            HMACSHA256.HashData(key, counter, block);
            (at.Value, id.Value) = ("2026-03-12 12:00:00", winner);
            update.ExecuteNonQuery();
        }
        transaction.Commit();
        var took = watch.Elapsed;
        using var undo = connection.CreateCommand();
        undo.CommandText = "UPDATE PromoCodes SET AssignedAt = NULL";
        undo.ExecuteNonQuery();
        return took;
    }
}
