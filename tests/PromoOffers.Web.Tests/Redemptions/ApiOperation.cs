using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>An operation of the API, and a request to it that is as it should be.</summary>
/// <param name="Name">As the OpenAPI document has it: <c>POST /api/v1/validations</c>.</param>
/// <param name="Scope">Null: any key may.</param>
/// <param name="Body">Null: it reads none; a string: plain text.</param>
internal sealed record ApiOperation(string Name, ApiScope? Scope, object? Body = null)
{
    /// <summary>All of them; a test holds this list against the document.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new("POST /api/v1/validations", ApiScope.Validate, new { code = "NOBODY-HAS-IT", customer = "kim@example.com", order = new { id = "1", amount = 100, currency = "EUR" }, @lock = new { ttlSeconds = 30 } }),
        new("DELETE /api/v1/locks/{sessionKey}", ApiScope.Validate),
        new("POST /api/v1/redemptions", ApiScope.Redeem, new { code = "NOBODY-HAS-IT", customer = "kim@example.com", order = new { id = "1", amount = 100, currency = "EUR" }, sessionKey = "none" }),
        new("GET /api/v1/redemptions", ApiScope.Redeem),
        new("POST /api/v1/redemptions/{id}/rollback", ApiScope.Rollback, new { reason = "Payment failed" }),
        new("GET /api/v1/redemptions/{id}", ApiScope.Redeem),
        new("POST /api/v1/offers/{id}/codes", ApiScope.CodesWrite, "NEW-1\nNEW-2\n"),
        new("GET /api/v1/imports/{id}", ApiScope.CodesWrite),
        new("GET /api/v1/offers/{id}/participants", ApiScope.Participants),
        new("POST /api/v1/offers/{id}/participants", ApiScope.Participants, new { email = "kim@example.com", firstName = "Kim", lastName = "Li", language = "en", consents = true, referredBy = "nobody" }),
        new("POST /api/v1/offers/{id}/events", ApiScope.EventsWrite, new { participant = "kim@example.com", @event = "purchase", sourceId = "1" }),
        new("GET /api/v1/offers", null),
    ];

    public static ApiOperation Named(string name) => All.Single(operation => operation.Name == name);

    public HttpMethod Method => new(Name.Split(' ')[0]);

    public bool IsJson => Body is not (null or string);

    public HttpContent? Content => Body switch
    {
        null => null,
        string text => new StringContent(text, Encoding.ASCII, "text/plain"),
        var json => JsonContent.Create(json),
    };

    /// <param name="id">What the address names; the default is nothing's.</param>
    /// <param name="key">Null: one of its own.</param>
    public async Task<HttpResponseMessage> Ask(HttpClient program, string id = "nothing", HttpContent? content = null, string query = "", string? key = null)
    {
        var path = Name.Split(' ')[1].Replace("{id}", id, StringComparison.Ordinal).Replace("{sessionKey}", id, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(Method, path + query) { Content = content ?? Content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await program.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static HttpContent OfType(string mediaType, string text) =>
        new StringContent(text, Encoding.UTF8) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };
}
