using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>A shop and its codes, as they stand before a test.</summary>
internal static class ApiOnSite
{
    public static readonly DateTime Now = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime, DateTimeKind.Utc);

    /// <summary>An approved offer whose codes its winners have.</summary>
    /// <returns>Its public id.</returns>
    public static async Task<string> OfferWith(this Site site, IReadOnlyList<string> codes, ReferralOffer? offer = null, int free = 0)
    {
        var writes = site.Services.GetRequiredService<IWrites>();
        var id = await (offer ?? new()).Approved(writes, Now, TestContext.Current.CancellationToken);
        var keys = await site.Services.GetRequiredService<ParticipantKeys>().For(id, TestContext.Current.CancellationToken);
        await writes.Send(id, Now, codes, free, keys.OfAddress, TestContext.Current.CancellationToken);
        return await site.Read(db => db.Offers.Where(o => o.Id == id).Select(o => o.PublicId).SingleAsync());
    }

    /// <summary>A program with a key of these scopes.</summary>
    public static Task<HttpClient> Program(this Site site, params ApiScope[] scopes) => site.Program(null, scopes);

    public static async Task<HttpClient> Program(this Site site, DateTime? expiresAt, params ApiScope[] scopes)
    {
        var secret = ApiSecret.New();
        await site.Services.GetRequiredService<IWrites>().Run((db, _) =>
        {
            db.ApiKeys.Add(new ApiKey("Shop", secret, scopes, expiresAt, "Ann", Now));
            return Task.FromResult(0);
        });
        var client = site.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret.Text);
        return client;
    }

    public static async Task<T> Read<T>(this Site site, Func<PromoOffersDb, Task<T>> look)
    {
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync();
        return await look(db);
    }

    public static Task<HttpResponseMessage> Redeem(this HttpClient shop, string code, string order, string? key = null, object? more = null) =>
        shop.Send(HttpMethod.Post, "redemptions", Merge(new { code, order = new { id = order } }, more), key ?? Guid.NewGuid().ToString());

    public static Task<HttpResponseMessage> RollBack(this HttpClient shop, string id, string? key = null) =>
        shop.Send(HttpMethod.Post, $"redemptions/{id}/rollback", new { reason = "Payment failed" }, key ?? Guid.NewGuid().ToString());

    public static async Task<HttpResponseMessage> Send(this HttpClient shop, HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await shop.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> Json(this HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string> Code(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Json();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        return problem.GetProperty("code").GetString()!;
    }

    private static Dictionary<string, object?> Merge(params object?[] parts) =>
        parts.OfType<object>().SelectMany(part => part.GetType().GetProperties().Select(p => (p.Name, Value: p.GetValue(part))))
            .GroupBy(p => p.Name).ToDictionary(p => p.Key, p => p.Last().Value);
}
