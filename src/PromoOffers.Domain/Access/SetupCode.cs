using System.Security.Cryptography;
using System.Text;

namespace PromoOffers.Domain.Access;

/// <summary>
/// Proves that whoever makes the first administrator runs the server: it is printed once and stored as its SHA-256.
/// 12 characters, 59 random bits; dashes, spaces and the case of letters do not matter when it is entered.
/// </summary>
public static class SetupCode
{
    public const int Length = 12;
    private const int GroupLength = 4;

    /// <summary>No I, L, O, U, 0, 1: they are read for one another.</summary>
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Such as <c>K4TD-92MX-7QWA</c>.</summary>
    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(GroupLength).Select(group => new string(group)));

    /// <summary>What was entered, without what does not matter.</summary>
    public static string Plain(string entered) => new([.. entered.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    public static byte[] Hash(string entered) => SHA256.HashData(Encoding.ASCII.GetBytes(Plain(entered)));

    public static bool Matches(string entered, byte[]? hash) =>
        hash is not null && CryptographicOperations.FixedTimeEquals(Hash(entered), hash);
}
