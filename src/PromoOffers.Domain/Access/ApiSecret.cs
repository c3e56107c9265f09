using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PromoOffers.Domain.Access;

/// <summary>
/// A key as it is shown once: <c>po_</c>, eight characters that name it, <c>_</c>, and 256 random bits in base64url. So much chance
/// needs no slow hash: SHA-256 is enough.
/// </summary>
public sealed class ApiSecret
{
    public const int PrefixLength = 11;
    private const string Start = "po_";
    private const string NameAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int SecretBytes = 32;
    private const int SecretCharacters = 43;

    private ApiSecret(string text) => Text = text;

    /// <summary>The whole key.</summary>
    public string Text { get; }
    public string Prefix => Text[..PrefixLength];
    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    public static ApiSecret New() => new(
        Start + RandomNumberGenerator.GetString(NameAlphabet, PrefixLength - Start.Length) + "_"
        + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <returns>Null where it has not the form of a key.</returns>
    public static ApiSecret? Read(string? text) =>
        text is { Length: PrefixLength + 1 + SecretCharacters } && text.StartsWith(Start, StringComparison.Ordinal) && text[PrefixLength] == '_'
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? new ApiSecret(text)
            : null;

    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);
}
