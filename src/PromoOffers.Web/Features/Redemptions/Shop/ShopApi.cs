using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using PromoOffers.Data.Seeding;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Redemptions.Shop;

/// <summary>What the API said of a code.</summary>
public abstract record CodeAnswer
{
    private CodeAnswer() { }

    public sealed record Valid(TakenCode Code) : CodeAnswer;

    public sealed record Redeemed(string Id) : CodeAnswer;

    /// <summary>Why is for the shop's own log; the shopper reads one sentence for all reasons.</summary>
    public sealed record Refused : CodeAnswer;

    /// <summary>Nothing is known: no answer, or none about the code.</summary>
    public sealed record Trouble : CodeAnswer;
}

/// <summary>
/// How a shop speaks to the API: from its server, with a secret key, over HTTP. An answer that was lost is asked for again with the same
/// Idempotency-Key, so that the code is never taken twice.
/// </summary>
public sealed class ShopApi(HttpClient http, ExampleShop shop, IOptions<ShopOptions> options, PublicLinks links)
{
    private const int MostTries = 3;
    private static readonly TimeSpan LockLength = TimeSpan.FromMinutes(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Asks what a code is worth, and holds it for this shopper.</summary>
    public async Task<CodeAnswer> Validate(ShopBasket basket, string code, string? customer, CancellationToken cancel)
    {
        var body = new { code, customer, order = Order(basket), @lock = new { ttlSeconds = (int)LockLength.TotalSeconds }, sessionKey = basket.Code?.SessionKey };
        using var answer = await Send(HttpMethod.Post, "validations", body, key: null, cancel);
        if (answer is null) return new CodeAnswer.Trouble();
        if (!answer.IsSuccessStatusCode) return await Refusal(answer, cancel);
        var said = await answer.Content.ReadFromJsonAsync<Validation>(Json, cancel);
        return said is { Valid: true, Prize: { } prize }
            ? new CodeAnswer.Valid(new TakenCode(code.Trim(), said.SessionKey, prize.Kind, prize.Value, prize.Currency, prize.Label))
            : new CodeAnswer.Refused();
    }

    public async Task<CodeAnswer> Redeem(ShopBasket basket, TakenCode code, string? customer, CancellationToken cancel)
    {
        var body = new { code = code.Text, customer, order = Order(basket), sessionKey = code.SessionKey };
        using var answer = await Send(HttpMethod.Post, "redemptions", body, basket.OrderId, cancel);
        if (answer is null) return new CodeAnswer.Trouble();
        if (!answer.IsSuccessStatusCode) return await Refusal(answer, cancel);
        return new CodeAnswer.Redeemed((await answer.Content.ReadFromJsonAsync<Redemption>(Json, cancel))!.Id);
    }

    /// <summary>Lets the code go that the shopper does not want after all; a lock that stays ends by itself.</summary>
    public async Task Release(string sessionKey, CancellationToken cancel)
    {
        using var answer = await Send(HttpMethod.Delete, $"locks/{Uri.EscapeDataString(sessionKey)}", null, key: null, cancel);
    }

    /// <returns>Whether the code can be used again.</returns>
    public async Task<bool> RollBack(PlacedOrder order, CancellationToken cancel)
    {
        var body = new { reason = "The order was cancelled." };
        using var answer = await Send(HttpMethod.Post, $"redemptions/{Uri.EscapeDataString(order.RedemptionId!)}/rollback", body, $"{order.OrderId}-cancelled", cancel);
        return answer is { IsSuccessStatusCode: true };
    }

    private static object Order(ShopBasket basket) => new { id = basket.OrderId, amount = ShopBasket.Subtotal, currency = ShopBasket.Currency };

    /// <returns>Null: there was no answer worth reading.</returns>
    private async Task<HttpResponseMessage?> Send(HttpMethod method, string path, object? body, string? key, CancellationToken cancel)
    {
        if ((options.Value.ApiKey ?? await shop.Key(cancel)) is not { } secret) return null;
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(method, $"{options.Value.Api?.TrimEnd('/') ?? links.Here}/api/v1/{path}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            request.Headers.AcceptLanguage.ParseAdd(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
            if (body is not null) request.Content = JsonContent.Create(body, options: Json);
            var answer = await TrySend(request, cancel);
            if (answer is { StatusCode: < HttpStatusCode.InternalServerError } || tries == MostTries) return answer;
            answer?.Dispose();
        }
    }

    private async Task<HttpResponseMessage?> TrySend(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await http.SendAsync(request, cancel);
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>A refusal speaks of the code or of the order; anything else is no business of the shopper's.</summary>
    private static async Task<CodeAnswer> Refusal(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.StatusCode >= HttpStatusCode.InternalServerError) return new CodeAnswer.Trouble();
        var code = (await answer.Content.ReadFromJsonAsync<Problem>(Json, cancel))?.Code;
        return code is "unauthorized" or "insufficient_scope" or "rate_limited" or "request_in_progress" ? new CodeAnswer.Trouble() : new CodeAnswer.Refused();
    }

    private sealed record Validation(bool Valid, Prize? Prize, string? SessionKey);

    private sealed record Prize(string Kind, long? Value, string? Currency, string Label);

    private sealed record Redemption(string Id);

    private sealed record Problem(string Code);
}
