using System.Text.Json;
using System.Text.Json.Nodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>Whatever a program sends, it gets an answer that the OpenAPI document names, and never a failure of ours.</summary>
public sealed class FuzzedApiTests : IDisposable
{
    private const int Requests = 400;
    private const string Place = "~";

    private static readonly string[] Texts =
    [
        "", " ", "\0", "\u0001", "a\u0000b", "\ud83c\udf81", "\u202e", "é", "'; DROP TABLE PromoCodes; --", "{{social.Promo Code}}", "kim@example.com", "kim@example.com\r\nBcc: eve@example.com",
        "@", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59+14:00", "9223372036854775808", "NaN", "true", "eur", "EUR", new string('x', 300), new string('é', 4000), "../../etc/passwd", "%00", "<script>",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "1.5", "9223372036854775807", "9223372036854775808", "[]", "{}", "[[[[]]]]", "\"\\ud800\"", "\"\\u0000\"", "\"1\"", "[null]", "{\"id\":{}}",
    ];

    private readonly Site _site = new();
    private readonly Random random = new(20_261_125);

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task No_body_makes_the_api_fail()
    {
        var offer = await _site.OfferWith(["FUZZED-AB12-CD34"], new ReferralOffer { Referral = new() { Goal = GoalType.CustomEvent, Event = "purchase", Count = 1 } });
        using var program = await _site.Program(Enum.GetValues<ApiScope>());
        var document = await ApiSchema.Of(program);
        foreach (var operation in ApiOperation.All.Where(operation => operation.IsJson))
            for (var i = 0; i < Requests; i++)
            {
                var body = Mutated(operation.Body!);
                var answer = await operation.Ask(program, random.Next(4) == 0 ? Uri.EscapeDataString(Pick([.. Texts.Where(ReachesTheApi)])) : offer, ApiOperation.OfType("application/json", body), key: random.Next(8) == 0 ? Pick(Texts) : null);
                await IsDocumented(document, operation, answer, body);
            }
    }

    [Fact]
    public async Task No_address_makes_the_api_fail()
    {
        using var program = await _site.Program(Enum.GetValues<ApiScope>());
        var document = await ApiSchema.Of(program);
        foreach (var operation in ApiOperation.All.Where(operation => operation.Body is null))
            foreach (var text in Texts.Concat(Values).Where(ReachesTheApi))
            {
                var escaped = Uri.EscapeDataString(text);
                await IsDocumented(document, operation, await operation.Ask(program, escaped, query: $"?orderId={escaped}&cursor={escaped}&limit={escaped}"), text);
            }
    }

    /// <summary>The server itself refuses what cannot be an address, and an empty part of one is another address.</summary>
    private static bool ReachesTheApi(string text) => !string.IsNullOrWhiteSpace(text) && !text.Contains('\0', StringComparison.Ordinal);

    private static async Task IsDocumented(ApiSchema document, ApiOperation operation, HttpResponseMessage answer, string sent)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var wrong = document.WhatIsWrong(operation.Name, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, text);
        Assert.True(wrong is null, $"{operation.Name} answered {(int)answer.StatusCode} to {sent}: {wrong} {text}");
    }

    /// <summary>The body with some of its values, or of its bytes, changed.</summary>
    private string Mutated(object body)
    {
        var json = JsonSerializer.SerializeToNode(body)!.AsObject();
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(json);
        var text = Placed(json.ToJsonString());
        return random.Next(6) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => text.Remove(random.Next(text.Length), 1),
            2 => text.Insert(random.Next(text.Length), Pick(["\"", "{", ",", "\\", "\u0000", "\ufeff", "[", "é"])),
            _ => text,
        };
    }

    private void Change(JsonObject json)
    {
        var (name, value) = json.ElementAtOrDefault(random.Next(json.Count + 1));
        if (name is null) json[Pick(Texts)] = Pick(Texts);
        else if (value is JsonObject inner && random.Next(3) > 0) Change(inner);
        else if (random.Next(8) == 0) json.Remove(name);
        else json[name] = random.Next(2) == 0 ? Pick(Texts) : $"{Place}{random.Next(Values.Length)}";
    }

    /// <summary>Some of the values are no JSON that could be built, so they are written into the text.</summary>
    private static string Placed(string text) => Values.Select((value, i) => (value, i)).Aggregate(text, (done, next) => done.Replace($"\"{Place}{next.i}\"", next.value, StringComparison.Ordinal));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
