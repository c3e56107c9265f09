using System.Diagnostics;
using System.Globalization;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>Pages of the list of participants in an offer with very many, beside the same pages in an offer with a thousand.</summary>
internal static class Participants
{
    private const int Few = 1000;
    private const int WarmUp = 20;
    private const int Looks = 60;

    /// <summary>
    /// One a second, in the order of every index that has to do with the person, so that a million go in within seconds. One in
    /// five has met the goal; half of them wait.
    /// </summary>
    private const string People = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
        INSERT INTO Participants (Id, OfferId, EntryId, ShareToken, PrivateToken, Email, EmailHash, FirstName, LastName, SortName, Fields, Language,
          JoinedAt, ConfirmedAt, ReferredById, Progress, GoalMetAt, Awards, CodesSent, Prize)
        SELECT $first + i, $offer, printf('entry-%016d', $first + i), printf('share-%016d', $first + i), printf('mine-%017d', $first + i),
          printf('p%d@mail.example', i), CAST(printf('%032d', i) AS BLOB), printf('Given%03d', i % 1000), printf('Family%06d', i),
          printf('family%06d given%03d', i, i % 1000), '{}', 'en', datetime('2025-01-01', i || ' seconds'), datetime('2025-01-01', i || ' seconds'),
          CASE WHEN i > 2 THEN $first + i / 3 END, i % 5 = 0, CASE WHEN i % 5 = 0 THEN datetime('2025-01-02', i || ' seconds') END, i % 5 = 0,
          i % 5 = 0 AND i % 10 > 0, CASE WHEN i % 10 = 0 THEN 'AwaitingCode' WHEN i % 15 = 0 THEN 'Redeemed' WHEN i % 5 = 0 THEN 'Sent' ELSE 'NotYet' END
        FROM n;
        INSERT INTO ParticipantWords (OfferId, Word, ParticipantId)
        SELECT $offer, word, Id FROM (
          SELECT lower(FirstName) AS word, Id FROM Participants WHERE OfferId = $offer UNION ALL SELECT lower(LastName), Id FROM Participants WHERE OfferId = $offer
          UNION ALL SELECT Email, Id FROM Participants WHERE OfferId = $offer UNION ALL SELECT 'mail.example', Id FROM Participants WHERE OfferId = $offer)
        ORDER BY word, Id;
        UPDATE OfferCounts SET Participants = $count, GoalMet = $count / 5, Awaiting = $count / 10 WHERE OfferId = $offer
        """;

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var many in run.Sizes(1_000_000))
        {
            BenchmarkRun.Say(string.Create(CultureInfo.InvariantCulture, $"Making {many:#,0} participants …"));
            string crowded = "", quiet = "";
            await using var server = await ServerProcess.Start([], async db =>
            {
                await Staff.Join(db);
                crowded = await Seed(db, "crowded", first: 0, many);
                quiet = await Seed(db, "quiet", first: many, Few);
            });
            using var browser = await Staff.SignIn(server.Address, connections: 1);
            var idle = server.Memory.Resident();
            server.Memory.ForgetPeak();
            foreach (var (what, query) in Pages)
            {
                var (ours, floor) = await Compare(browser, Page(crowded, query(0, many)), Page(quiet, query(many, Few)));
                run.Add(string.Create(CultureInfo.InvariantCulture, $"{what}, {many:#,0} beside {Few:#,0}"), "ms", ours, floor, server.Memory.Peak() - idle);
            }
        }
    }

    /// <summary>By the key before the first of the offer's and how many there are.</summary>
    private static (string What, Func<long, int, string> Query)[] Pages =>
    [
        ("first page", (_, _) => ""),
        ("page from the middle", (first, count) => $"at=n:{first + count / 2}:{new DateTime(2025, 1, 1).AddSeconds(count / 2).Ticks}"),
        ("first page by name", (_, _) => "sort=Name&asc=true"),
        ("first page of those who met the goal", (_, _) => "show=GoalMet"),
        ("first page of those who wait", (_, _) => "show=Awaiting"),
        ("search that finds one", (_, count) => $"q=p{count / 2}@"),
        ("search that finds everybody", (_, _) => "q=mail.example"),
        ("search for two words", (_, count) => $"q=given{count / 2 % 1000:D3}+family{count / 2:D6}"),
    ];

    private static async Task<string> Seed(SeededDatabase db, string slug, long first, int count)
    {
        var offer = await db.Add(new ReferralOffer { Slug = slug });
        db.Execute(People, ("$count", count), ("$first", first), ("$offer", offer));
        return await db.PublicIdOf(offer);
    }

    /// <summary>The middle of many looks, in turns, so that whatever else happens meets both.</summary>
    private static async Task<(double Many, double Few)> Compare(HttpClient browser, string many, string few)
    {
        var (manyTook, fewTook) = (new List<double>(), new List<double>());
        for (var look = -WarmUp; look < Looks; look++)
        {
            var (one, other) = (await Look(browser, many), await Look(browser, few));
            if (look < 0) continue;
            manyTook.Add(one);
            fewTook.Add(other);
        }
        return (manyTook.Order().ElementAt(Looks / 2), fewTook.Order().ElementAt(Looks / 2));
    }

    private static async Task<double> Look(HttpClient browser, string page)
    {
        var began = Stopwatch.GetTimestamp();
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return html.Contains("@mail.example", StringComparison.Ordinal) ? took : throw new InvalidOperationException($"Nobody stands on {page}.");
    }

    private static string Page(string offer, string query) => $"/offers/{offer}/participants?{query}";
}
