using System.Buffers.Text;
using System.Security.Cryptography;

namespace PromoOffers.Domain;

/// <summary>Random tokens for everything that is named in an address; keys stay inside.</summary>
public static class PublicId
{
    /// <summary>Characters of a token of 16 bytes in base64url.</summary>
    public const int Length = 22;

    /// <summary>A fresh token: 128 random bits in base64url (RFC 4648, section 5), without padding.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
