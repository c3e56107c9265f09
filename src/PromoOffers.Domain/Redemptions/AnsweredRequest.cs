namespace PromoOffers.Domain.Redemptions;

/// <summary>
/// The answer to a request that named an Idempotency-Key, written with the effect in one transaction, so that a program which lost the
/// answer gets the same again. The key belongs to the API key and the route (unique).
/// </summary>
public sealed class AnsweredRequest
{
    public const int MaxKeyLength = 255;

    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    private AnsweredRequest() { }

    public AnsweredRequest(int apiKeyId, string route, string key, byte[] bodyHash, DateTime now) =>
        (ApiKeyId, Route, Key, BodyHash, At) = (apiKeyId, route, key, bodyHash, now);

    public long Id { get; private set; }
    public int ApiKeyId { get; private set; }
    public string Route { get; private set; } = "";
    public string Key { get; private set; } = "";

    /// <summary>SHA-256 of the body; the same key with another body is a mistake of the program.</summary>
    public byte[] BodyHash { get; private set; } = [];
    public DateTime At { get; private set; }

    /// <summary>HTTP status.</summary>
    public int Status { get; set; }

    /// <summary>JSON, as it was answered.</summary>
    public string Body { get; set; } = "";
}
