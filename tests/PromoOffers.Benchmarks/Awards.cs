using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>
/// As many people as are asked for meet their goal at once: the address of a friend of each is confirmed, and each gets a code.
/// Beside it the one guarded UPDATE that gives a code: asked for by the same requests, and in the application's own lane without HTTP.
/// </summary>
internal static class Awards
{
    private const int Connections = 64;

    /// <summary>People who come before those that are measured, here and there: until the runtime has compiled what is run often.</summary>
    private const int WarmUp = 100_000;
    public const string Slug = "awards";

    /// <summary>Pairs of friends: the one with an even key was referred by the one before it, and has still to confirm.</summary>
    private const string Pairs = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2 * $pairs)
        INSERT INTO Participants (Id, OfferId, EntryId, ShareToken, PrivateToken, Email, EmailHash, FirstName, LastName, SortName, Fields, Language,
          JoinedAt, ConfirmedAt, ReferredById, Progress, Awards, CodesSent, Prize)
        SELECT i, $offer, printf('entry-%016d', i), printf('share-%016d', i), printf('mine-%017d', i), printf('p%d@mail.example', i),
          CAST(printf('%032d', i) AS BLOB), 'Kim', '', 'kim', '{}', 'en', '2026-01-01 00:00:00',
          CASE WHEN i % 2 = 1 THEN '2026-01-01 00:00:00' END, CASE WHEN i % 2 = 0 THEN i - 1 END, 0, 0, 0, 'NotYet' FROM n;
        UPDATE OfferCounts SET Participants = 2 * $pairs WHERE OfferId = $offer
        """;

    private const string Assigned = "SELECT count(DISTINCT AwardId) FROM PromoCodes WHERE AwardId IS NOT NULL";

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var people in run.Sizes(10_000))
        {
            var (ours, memory) = await Ours(people);
            var name = string.Create(CultureInfo.InvariantCulture, $"{people:#,0} at once, {Connections} connections");
            run.Add(name, "codes/s", ours, await BehindHttp(people), memory);
            var alone = await LaneAlone(people);
            run.Add($"{name}: in the lane, without HTTP", "codes/s", await InTheLane(people), alone, null);
            run.Add($"{name}: over HTTP beside the lane without", "codes/s", ours, alone, null);
        }
    }

    private static async Task<(double ASecond, double? MemoryMb)> Ours(int people)
    {
        await using var server = await ServerProcess.Start([("Limits__VisitsPerMinute", "1000000000")], db => Seed(db, WarmUp + people));
        using var friends = new Participation(server.Address, Slug, Connections);
        await friends.OpenForm(Friend(0));
        var idle = server.Memory.Resident();
        server.Memory.ForgetPeak();
        var crowd = await Measured(people, number => friends.Confirm(Friend(number)));
        var memory = server.Memory.Peak() - idle;
        if (DatabaseFile.Count(server.DatabaseFile, Assigned) != WarmUp + people) throw new InvalidOperationException("Not everybody has one code.");
        return (crowd.ASecond, memory);
    }

    /// <summary>The same requests to a server that gives a code and does nothing else.</summary>
    private static async Task<double> BehindHttp(int people)
    {
        await using var server = await ServerProcess.StartFloor([RawAwards.Name], db => Seed(db, WarmUp + people));
        using var friends = new Participation(server.Address, Slug, Connections);
        var crowd = await Measured(people, number => friends.Confirm(Friend(number)));
        if (DatabaseFile.Count(server.DatabaseFile, Assigned) != WarmUp + people) throw new InvalidOperationException("The floor has not given every code.");
        return crowd.ASecond;
    }

    private static Task<double> InTheLane(int people) => Alone(people, db =>
    {
        var confirm = db.Get<ConfirmAddress>();
        return number => confirm.Run(Slug, Friend(number));
    });

    private static Task<double> LaneAlone(int people) => Alone(people, db => number => db.Writes.Run((open, cancel) => Give(open, number + 1, cancel)));

    /// <summary>In this process, in the application's own lane, to which nobody comes by HTTP.</summary>
    private static async Task<double> Alone(int people, Func<SeededDatabase, Func<int, Task>> job)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "alone.db");
        await using var db = await SeededDatabase.Open(file);
        await Seed(db, WarmUp + people);
        var crowd = await Measured(people, job(db));
        if (DatabaseFile.Count(file, Assigned) != WarmUp + people) throw new InvalidOperationException("Not everybody has one code.");
        return crowd.ASecond;
    }

    private static async Task<Crowd> Measured(int people, Func<int, Task> job)
    {
        await Crowd.Run(Connections, WarmUp, job);
        return await Crowd.Run(Connections, people, number => job(WarmUp + number));
    }

    /// <summary>An offer with its codes, and pairs of friends who have not met their goal yet.</summary>
    public static async Task Seed(SeededDatabase db, int people)
    {
        var offer = await db.Add(new ReferralOffer { Slug = Slug, UsePromoCodes = true });
        await db.AddCodes(offer, people);
        db.Execute(Pairs, ("$pairs", people), ("$offer", offer));
    }

    private static async Task<int> Give(PromoOffersDb db, long award, CancellationToken cancel)
    {
        await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = RawAwards.Give;
        command.Parameters.AddWithValue("$value", award);
        command.Parameters.AddWithValue("$now", DateTime.UnixEpoch);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The private token of the friend of a pair, whose confirmation earns the other a code.</summary>
    /// <param name="pair">From 0.</param>
    public static string Friend(int pair) => string.Create(CultureInfo.InvariantCulture, $"mine-{2 * pair + 2:D17}");
}
