using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>
/// Two servers on one database are killed at random moments while shops race for the same few codes, redeeming and rolling back.
/// Whatever was answered is there after the restart and is answered again to its key, and no code is used twice.
/// PROMOOFFERS_THOROUGH=1 kills them 25 times instead of 3.
/// </summary>
public sealed class KilledCheckoutTests
{
    private const string Slug = "bring-friends";
    private const int AtOnce = 6;

    private readonly ConcurrentDictionary<string, Asked> redemptions = [];
    private readonly ConcurrentDictionary<string, Asked> rollbacks = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_redemption_that_was_answered_outlives_its_server_and_its_key_gets_the_same_answer()
    {
        var kills = Environment.GetEnvironmentVariable("PROMOOFFERS_THOROUGH") == "1" ? 25 : 3;
        var moments = new Random(20_261_125);
        await using var first = new MortalServer();
        await using var second = new MortalServer(first);
        await Start(first, second);
        var codes = CodesThatAreOut(first);
        for (var kill = 1; kill <= kills; kill++)
        {
            var before = redemptions.Count(asked => asked.Value.Answer is not null);
            using var work = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var everybody = Enumerable.Range(0, AtOnce).Select(shop => Shop(shop % 2 == 0 ? first : second, codes, shop + kill, work.Token)).ToList();
            var moment = Task.Delay(moments.Next(300, 2500), Cancel);
            for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(1) && redemptions.Count(asked => asked.Value.Answer is not null) == before;) await Task.Delay(50, Cancel);
            await moment;
            await first.Kill();
            await second.Kill();
            await work.CancelAsync();
            await Task.WhenAll(everybody);

            await Start(first, second);
            using var db = first.Open();
            WhatFits.Check(db);
            Assert.Empty(Answered(redemptions).Select(asked => asked.Id!).Except(db.Column("SELECT PublicId FROM Redemptions")));
            Assert.Empty(Answered(rollbacks).Select(asked => asked.Id!).Except(db.Column("SELECT PublicId FROM Redemptions WHERE RolledBackAt IS NOT NULL")));
            await EverybodyAsksAgain(kill % 2 == 0 ? first : second, codes);
            WhatFits.Check(db);
        }
    }

    private static async Task Start(MortalServer first, MortalServer second)
    {
        await first.Start(Cancel);
        await second.Start(Cancel);
    }

    /// <summary>Redeems one code after another, which other shops do too, and takes back what it got, so that there is always something to race for.</summary>
    private async Task Shop(MortalServer server, List<string> codes, int seed, CancellationToken cancel)
    {
        using var client = Client(server);
        var choice = new Random(seed);
        try
        {
            while (true)
            {
                var order = Guid.NewGuid().ToString();
                var asked = redemptions[order] = new Asked("redemptions", new { code = codes[choice.Next(codes.Count)], order = new { id = order } });
                if (!await asked.Ask(client, order, cancel)) continue;
                await Task.Delay(choice.Next(30), cancel);
                var key = Guid.NewGuid().ToString();
                var back = rollbacks[key] = new Asked($"redemptions/{asked.Id}/rollback", new { reason = "Payment failed" });
                Assert.True(await back.Ask(client, key, cancel));
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed: what it had not answered may have happened or not.
        }
    }

    /// <summary>What was answered is answered alike; what was not is answered now, and once. Then the codes are there for the next.</summary>
    private async Task EverybodyAsksAgain(MortalServer server, List<string> codes)
    {
        using var client = Client(server);
        foreach (var (key, asked) in redemptions.Concat(rollbacks))
        {
            var before = asked.Answer;
            var taken = await asked.Ask(client, key, Cancel);
            if (before is not null) Assert.Equal((before, true), (asked.Answer, taken));
        }
        foreach (var redemption in StillTaken(server, codes))
            Assert.True(await new Asked($"redemptions/{redemption}/rollback", new { reason = "Order cancelled" }).Ask(client, Guid.NewGuid().ToString(), Cancel));
        redemptions.Clear();
        rollbacks.Clear();
    }

    private static IEnumerable<Asked> Answered(IEnumerable<KeyValuePair<string, Asked>> asked) => asked.Select(a => a.Value).Where(a => a.Answer is not null);

    private static List<string> CodesThatAreOut(MortalServer server)
    {
        using var db = server.Open();
        return db.Column($"""
            SELECT CAST(c.Code AS TEXT) FROM PromoCodes c JOIN Offers o ON o.Id = c.OfferId
            WHERE o.Slug = '{Slug}' AND c.SentAt IS NOT NULL AND c.RedeemedAt IS NULL AND c.VoidedAt IS NULL LIMIT 4
            """);
    }

    private static List<string> StillTaken(MortalServer server, List<string> codes)
    {
        using var db = server.Open();
        return db.Column($"""
            SELECT r.PublicId FROM Redemptions r JOIN PromoCodes c ON c.Id = r.CodeId
            WHERE r.RolledBackAt IS NULL AND CAST(c.Code AS TEXT) IN ({string.Join(',', codes.Select(code => $"'{code}'"))})
            """);
    }

    private static HttpClient Client(MortalServer server)
    {
        var client = new HttpClient { BaseAddress = new Uri(server.Address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.ShopKey);
        return client;
    }

    /// <summary>What a shop asked under one key.</summary>
    private sealed class Asked(string path, object body)
    {
        /// <summary>That it succeeded, word for word; null: it did not, or nobody knows.</summary>
        public string? Answer { get; private set; }

        /// <summary>Of the redemption.</summary>
        public string? Id { get; private set; }

        /// <returns>False: another order has the code.</returns>
        public async Task<bool> Ask(HttpClient client, string key, CancellationToken cancel)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await client.SendAsync(request, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            if (answer.StatusCode is HttpStatusCode.Conflict)
            {
                Assert.Contains("already_redeemed", text, StringComparison.Ordinal);
                return false;
            }
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
            Id = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString();
            Answer = text;
            return true;
        }
    }
}
