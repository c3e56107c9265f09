using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Benchmarks;

/// <summary>A shop that asks the API with its key, through a bounded number of connections.</summary>
internal sealed class Checkout : IDisposable
{
    private readonly HttpClient client;

    public Checkout(Uri address, ApiSecret key, int connections)
    {
        client = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections }) { BaseAddress = new Uri(address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
    }

    /// <summary>Gives a shop its key.</summary>
    public static async Task<ApiSecret> Key(IWrites writes)
    {
        var secret = ApiSecret.New();
        await writes.Run((db, _) =>
        {
            db.ApiKeys.Add(new ApiKey("Shop", secret, [ApiScope.Validate, ApiScope.Redeem, ApiScope.Rollback], null, "Benchmark", DateTime.UnixEpoch));
            return Task.FromResult(0);
        });
        return secret;
    }

    /// <returns>The id of the redemption, where this request made it; null: the code was another order's already.</returns>
    public async Task<string?> Redeem(string code, string order)
    {
        using var answer = await Post("redemptions", new { code, order = new { id = order } });
        if (answer.StatusCode == HttpStatusCode.Created) return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        await Expect(answer, "already_redeemed");
        return null;
    }

    /// <summary>Asks whether a code would be taken, which it must be.</summary>
    public async Task Validate(string code)
    {
        using var answer = await Post("validations", new { code });
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"valid\":true", StringComparison.Ordinal)) throw new InvalidOperationException($"A shop was answered {(int)answer.StatusCode}: {text}");
    }

    /// <returns>Whether this request rolled it back; false: another one had.</returns>
    public async Task<bool> RollBack(string redemption)
    {
        using var answer = await Post($"redemptions/{redemption}/rollback", new { reason = "Payment failed" });
        if (answer.StatusCode == HttpStatusCode.OK) return true;
        await Expect(answer, "already_rolled_back");
        return false;
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> Post(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }

    private static async Task Expect(HttpResponseMessage answer, string refusal)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.Conflict || !text.Contains($"\"{refusal}\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"A shop was answered {(int)answer.StatusCode}: {text}");
    }
}
