using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>
/// Uploads of code files through the real endpoint, from the first byte sent until the codes can be assigned; beside them the same
/// rows put into the same table and indexes by nothing but a loop. And sign-ups all through an upload, beside sign-ups without one.
/// </summary>
internal static class Import
{
    private const int Million = 1_000_000;
    private const int SignUpsAtOnce = 4;
    private const string Slug = "import";

    private static readonly TimeSpan BetweenSignUps = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Undisturbed = TimeSpan.FromSeconds(15);

    public static async Task Run(BenchmarkRun run)
    {
        var secondsALine = new Dictionary<int, double>();
        foreach (var lines in run.Sizes(100_000, Million, 10 * Million))
        {
            var floor = await RawInserts.Run(lines);
            var (seconds, memory) = await Upload(lines);
            secondsALine[lines] = seconds / lines;
            run.Add(Case($"{lines:#,0} lines"), "s", seconds, floor.Fastest, memory);
            if (floor.Shell is { } shell) run.Add(Case($"{lines:#,0} lines, beside sqlite3's .import"), "s", seconds, shell, memory);
            if (lines == Million) await SignUpsMeanwhile(run);
        }
        if (secondsALine.TryGetValue(10 * Million, out var ofMany) && secondsALine.TryGetValue(Million, out var ofFewer))
            run.Add("a line of 10,000,000, beside one of 1,000,000", "µs", ofMany * Million, ofFewer * Million, null);
    }

    private static async Task<(double Seconds, double? MemoryMb)> Upload(int lines)
    {
        var offer = "";
        await using var server = await Start(db => offer = db);
        using var staff = await Staff.SignIn(server.Address, connections: 2);
        await Upload(staff, offer, 1000, seed: 1);
        var idle = server.Memory.Resident();
        server.Memory.ForgetPeak();
        var took = await Upload(staff, offer, lines, seed: 2);
        var memory = server.Memory.Peak() - idle;
        if (Free(server.DatabaseFile) != lines + 1000) throw new InvalidOperationException("Not every line became a code that can be assigned.");
        return (took.TotalSeconds, memory);
    }

    private static async Task SignUpsMeanwhile(BenchmarkRun run)
    {
        var offer = "";
        await using var server = await Start(db => offer = db);
        using var staff = await Staff.SignIn(server.Address, connections: 2);
        using var people = new Participation(server.Address, Slug, SignUpsAtOnce);
        await Crowd.Until(Task.Delay(Undisturbed / 3), SignUpsAtOnce, BetweenSignUps, number => people.SignUp($"early{number}@mail.example"));
        var without = await Crowd.Until(Task.Delay(Undisturbed), SignUpsAtOnce, BetweenSignUps, number => people.SignUp($"before{number}@mail.example"));
        var during = await Crowd.Until(Upload(staff, offer, Million, seed: 3), SignUpsAtOnce, BetweenSignUps, number => people.SignUp($"during{number}@mail.example"));
        run.Add(Case($"p99 of {during.Jobs:#,0} sign-ups through an import of {Million:#,0} lines, beside {without.Jobs:#,0} without"), "ms", during.P99, without.P99, null);
    }

    private static Task<ServerProcess> Start(Action<string> offer) => ServerProcess.Start(
        [("Limits__SignUpsPerMinute", "1000000000")],
        async db =>
        {
            await Staff.Join(db);
            offer(await db.PublicIdOf(await db.Add(new ReferralOffer { Slug = Slug, UsePromoCodes = true })));
        });

    private static async Task<TimeSpan> Upload(HttpClient staff, string offer, int lines, int seed)
    {
        var token = await Staff.FormToken(staff, $"/offers/{offer}/codes");
        await using var codes = new CodeLines(lines, seed);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StreamContent(codes, 128 << 10), "file", "codes.txt" },
        };
        var began = Stopwatch.GetTimestamp();
        using var answer = await staff.PostAsync(new Uri($"/offers/{offer}/codes", UriKind.Relative), form);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? Stopwatch.GetElapsedTime(began)
            : throw new InvalidOperationException($"The upload was answered with {answer.StatusCode}.");
    }

    private static long Free(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sum(Free) FROM CodeFiles WHERE State = 'Published'";
        return (long)command.ExecuteScalar()!;
    }

    private static string Case(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
