using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;
using static System.FormattableString;

namespace PromoOffers.Benchmarks;

/// <summary>
/// Shops redeem codes over HTTP, each code once: with key, rules, record, an answer that is kept, and a commit on the disk before it.
/// Beside it two servers that do the guarded UPDATE alone: many in one commit, and each with its own.
/// </summary>
internal static class Redeem
{
    private const int Most = 64;

    /// <summary>Codes that somebody was sent and are redeemed where tables of different sizes are compared.</summary>
    private const int Compared = 6_500;

    /// <summary>Redeemed before anything is measured: what runs often is compiled better after a while.</summary>
    private const int Before = 3_000;

    /// <summary>How often they are redeemed by our server, and rolled back in between: it has more to compile than a floor.</summary>
    private const int Rounds = 8;

    private const int Small = 10_000;
    private const int Usual = 1_000_000;
    private const int Large = 10_000_000;

    private static readonly (string, string)[] Settings = [("Api__RequestsPerMinute", "1000000000")];

    /// <summary>Winners of the first codes of the file, each with one.</summary>
    private const string Sent = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $winners)
        INSERT INTO Participants (Id, OfferId, EntryId, ShareToken, PrivateToken, Email, EmailHash, FirstName, LastName, SortName, Fields, Language,
          JoinedAt, ConfirmedAt, Progress, Awards, CodesSent, Prize)
        SELECT i, $offer, printf('entry-%016d', i), printf('share-%016d', i), printf('mine-%017d', i), printf('p%d@mail.example', i),
          CAST(printf('%032d', i) AS BLOB), 'Kim', '', 'kim', '{}', 'en', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 1, 1, 'Sent' FROM n;
        INSERT INTO Awards (Id, EarnedAt, OfferId, Ordinal, ParticipantId, State) SELECT Id, '2026-01-01 00:00:00', OfferId, 1, Id, 'Fulfilled' FROM Participants;
        UPDATE PromoCodes SET AwardId = Id, AssignedAt = '2026-01-01 00:00:00', SentAt = '2026-01-01 00:00:00' WHERE Id <= $winners;
        UPDATE OfferCounts SET Participants = $winners, CodeSent = $winners, CodesSent = $winners, CodesFree = CodesFree - $winners WHERE OfferId = $offer
        """;

    public static async Task Run(BenchmarkRun run)
    {
        var flat = new Dictionary<int, double>();
        foreach (var codes in run.Sizes(Small, Usual, Large)) flat[codes] = await Run(run, codes, codes is Small or Large ? [(Most, Compared)] : [(1, 1_000), (16, Compared), (Most, Compared)]);
        if (flat.TryGetValue(Large, out var large) && flat.TryGetValue(Small, out var small))
            run.Add(Invariant($"{Large:#,0} codes beside {Small:#,0}, {Most} connections"), "redemptions/s", large, small, null);
    }

    /// <returns>Redemptions a second with the most connections.</returns>
    private static async Task<double> Run(BenchmarkRun run, int codes, (int Connections, int Redemptions)[] steps)
    {
        var winners = Before + steps.Sum(step => step.Redemptions);
        ApiSecret? key = null;
        async Task Seed(SeededDatabase db)
        {
            var offer = await db.Add(new ReferralOffer { Slug = "redeem" });
            await db.AddCodes(offer, codes);
            db.Execute(Sent, ("$winners", winners), ("$offer", offer));
            key = await Checkout.Key(db.Writes);
        }

        var ours = new List<Crowd>();
        double? memory = null;
        double validations;
        await using (var server = await ServerProcess.Start(Settings, Seed))
        {
            var sent = SentCodes(server);
            var idle = server.Memory.Resident();
            server.Memory.ForgetPeak();
            await WarmUp(server, key!, sent);
            using (var shop = new Checkout(server.Address, key!, Most))
            {
                await Crowd.Run(Most, Before, number => shop.Validate(sent[number]));
                validations = (await Crowd.Run(Most, winners, number => shop.Validate(sent[number]))).ASecond;
            }
            await ForEachStep(steps, server, key!, sent, (_, crowd) => ours.Add(crowd));
            memory = server.Memory.Peak() - idle;
        }

        var name = Invariant($"{codes:#,0} codes");
        await using (var lane = await ServerProcess.StartFloor([RawCheckout.Name, RawCheckout.Lane], Seed))
            await ForEachStep(steps, lane, key!, SentCodes(lane), (step, floor) => Add(run, Invariant($"{name}, {steps[step].Connections} connections"), ours[step], floor, memory));
        run.Add(Invariant($"{name}, {Most} connections: validations"), "validations/s", validations, null, null);
        if (codes == Usual)
        {
            await using var each = await ServerProcess.StartFloor([RawCheckout.Name, RawCheckout.Each], Seed);
            run.Add("one commit", "ms", RawCheckout.CostOfACommit(each.DatabaseFile), null, null);
            await ForEachStep(steps[^1..], each, key!, SentCodes(each),
                (_, floor) => run.Add(Invariant($"{name}, {Most} connections, beside a commit each"), "redemptions/s", ours[^1].ASecond, floor.ASecond, null));
        }
        return ours[^1].ASecond;
    }

    private static void Add(BenchmarkRun run, string name, Crowd ours, Crowd floor, double? memory)
    {
        run.Add(name, "redemptions/s", ours.ASecond, floor.ASecond, memory);
        run.Add($"{name}: p50", "ms", ours.P50, floor.P50, null);
        run.Add($"{name}: p99", "ms", ours.P99, floor.P99, null);
    }

    private static async Task WarmUp(ServerProcess server, ApiSecret key, List<string> sent)
    {
        using var shop = new Checkout(server.Address, key, Most);
        for (var round = 1; round < Rounds; round++)
        {
            await Crowd.Run(Most, Before, async number =>
            {
                var redemption = await shop.Redeem(sent[number], sent[number]) ?? throw new InvalidOperationException("A code was not taken.");
                await shop.RollBack(redemption);
            });
        }
    }

    /// <summary>Each step redeems codes of its own.</summary>
    private static async Task ForEachStep((int Connections, int Redemptions)[] steps, ServerProcess server, ApiSecret key, List<string> sent, Action<int, Crowd> measured)
    {
        var first = Before;
        using (var shop = new Checkout(server.Address, key, Most)) await Crowd.Run(Most, Before, number => shop.Redeem(sent[number], sent[number]));
        for (var step = 0; step < steps.Length; step++)
        {
            using var shop = new Checkout(server.Address, key, steps[step].Connections);
            var from = first;
            measured(step, await Crowd.Run(steps[step].Connections, steps[step].Redemptions, async number =>
            {
                var code = sent[from + number];
                if (await shop.Redeem(code, code) is null) throw new InvalidOperationException("A code was not taken.");
            }));
            first += steps[step].Redemptions;
        }
    }

    private static List<string> SentCodes(ServerProcess server) =>
        DatabaseFile.Read(server.DatabaseFile, "SELECT CAST(Code AS TEXT) FROM PromoCodes WHERE AwardId IS NOT NULL ORDER BY Id", row => row.GetString(0));
}
