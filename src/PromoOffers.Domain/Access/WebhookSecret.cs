using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PromoOffers.Domain.Access;

/// <summary>
/// What both sides of a webhook know: <c>whsec_</c> and 32 random bytes in base64, and the signature made with it
/// (Standard Webhooks, https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
public sealed class WebhookSecret
{
    private const string Start = "whsec_";
    private const string Version = "v1,";
    private const int Bytes = 32;

    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    /// <summary>As it is shown once and given to the other side.</summary>
    public string Text => Start + Convert.ToBase64String(key);

    public static WebhookSecret New() => new(RandomNumberGenerator.GetBytes(Bytes));

    /// <exception cref="FormatException">It has not the form of a secret.</exception>
    public static WebhookSecret Read(string text) =>
        text.StartsWith(Start, StringComparison.Ordinal)
            ? new WebhookSecret(Convert.FromBase64String(text[Start.Length..]))
            : throw new FormatException("A secret of a webhook begins with whsec_.");

    /// <summary>The signature over <c>id.timestamp.body</c>, with the version before it.</summary>
    /// <param name="timestamp">Seconds since 1970.</param>
    public string Sign(string id, long timestamp, string body) =>
        Version + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp.ToString(CultureInfo.InvariantCulture)}.{body}")));
}
