using System.Globalization;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Benchmarks;

/// <summary>
/// Many shops redeem one code at the same moment, then roll the same redemption back at the same moment, round after round, while
/// winners are given codes: once through one server, once through two on one database. Exactly one of them may succeed.
/// </summary>
internal static class Race
{
    private const int AtOnce = 64;
    private const int WinnersAtOnce = 2;
    private const int MostWinners = 20_000;

    private static readonly (string, string)[] Settings = [("Limits__VisitsPerMinute", "1000000000"), ("Api__RequestsPerMinute", "1000000000")];

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var rounds in run.Sizes(100))
        {
            await Run(run, rounds, servers: 1);
            await Run(run, rounds, servers: 2);
        }
    }

    private static async Task Run(BenchmarkRun run, int rounds, int servers)
    {
        ApiSecret? key = null;
        await using var first = await ServerProcess.Start(Settings, async db =>
        {
            await Awards.Seed(db, MostWinners);
            var offer = await db.Add(new ReferralOffer { Slug = "race" });
            await db.Writes.Send(offer, DateTime.UnixEpoch, [.. Enumerable.Range(0, rounds).Select(Code)]);
            key = await Checkout.Key(db.Writes);
        });
        await using var second = servers == 2 ? await first.Join(Settings) : null;
        Uri[] addresses = second is null ? [first.Address] : [first.Address, second.Address];
        var shops = addresses.Select(address => new Checkout(address, key!, AtOnce / addresses.Length)).ToList();
        var raced = Rounds(rounds, shops);
        var awards = await AwardUntil(raced, addresses);
        var (redeemed, rolledBack) = await raced;
        foreach (var shop in shops) shop.Dispose();

        var name = string.Create(CultureInfo.InvariantCulture, $"{servers} server{(servers == 1 ? "" : "s")}, {AtOnce} at once, {rounds} rounds");
        run.Add($"{name}: redeemed", "successes", redeemed, rounds, null);
        run.Add($"{name}: rolled back", "successes", rolledBack, rounds, null);
        run.Add($"{name}: awards meanwhile", "awards", awards, null, null);
        run.MustHold(redeemed == rounds, $"each code is redeemed once by {name}");
        run.MustHold(rolledBack == rounds, $"each redemption is rolled back once by {name}");
        run.MustHold(awards > 0, $"codes are awarded meanwhile by {name}");
        run.MustHold(DatabaseFile.Count(first.DatabaseFile, "SELECT count(*) FROM Redemptions WHERE RolledBackAt IS NOT NULL") == rounds, $"as many are booked as were answered by {name}");
        run.MustHold(DatabaseFile.Count(first.DatabaseFile, "SELECT count(*) FROM PromoCodes WHERE RedeemedAt IS NOT NULL") == 0, $"every code is free to be redeemed again after {name}");
        run.MustHold(DatabaseFile.Count(first.DatabaseFile, "SELECT count(*) - count(DISTINCT AwardId) FROM PromoCodes WHERE AwardId IS NOT NULL") == 0, $"no award has two codes after {name}");
        run.MustHold(DatabaseFile.Count(first.DatabaseFile, $"SELECT count(*) FROM PromoCodes c JOIN Awards a ON a.Id = c.AwardId JOIN Offers o ON o.Id = a.OfferId WHERE o.Slug = '{Awards.Slug}'") == awards, $"every award has a code after {name}");
    }

    private static async Task<(int Redeemed, int RolledBack)> Rounds(int rounds, IReadOnlyList<Checkout> shops)
    {
        var (redeemed, rolledBack) = (0, 0);
        for (var round = 0; round < rounds; round++)
        {
            var code = Code(round);
            var won = (await Together(shops, (shop, number) => shop.Redeem(code, $"{code}-{number}"))).OfType<string>().ToList();
            redeemed += won.Count;
            if (won.Count == 0) continue;
            rolledBack += (await Together(shops, (shop, _) => shop.RollBack(won[0]))).Count(done => done);
        }
        return (redeemed, rolledBack);
    }

    /// <summary>All of them wait for one another before they begin.</summary>
    private static async Task<T[]> Together<T>(IReadOnlyList<Checkout> shops, Func<Checkout, int, Task<T>> ask)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = Enumerable.Range(0, AtOnce).Select(async number =>
        {
            await start.Task;
            return await ask(shops[number % shops.Count], number);
        }).ToList();
        start.SetResult();
        return await Task.WhenAll(asked);
    }

    /// <returns>How many were given a code meanwhile.</returns>
    private static async Task<int> AwardUntil(Task raced, Uri[] addresses)
    {
        var friends = addresses.Select(address => new Participation(address, Awards.Slug, WinnersAtOnce)).ToList();
        foreach (var (visitors, i) in friends.Select((visitors, i) => (visitors, i))) await visitors.OpenForm(Awards.Friend(i));
        var crowd = await Crowd.Until(raced, WinnersAtOnce * friends.Count, TimeSpan.FromMilliseconds(5), pair => friends[pair % friends.Count].Confirm(Awards.Friend(pair)));
        foreach (var visitors in friends) visitors.Dispose();
        return crowd.Jobs;
    }

    private static string Code(int round) => string.Create(CultureInfo.InvariantCulture, $"RACE-{round:D8}");
}
