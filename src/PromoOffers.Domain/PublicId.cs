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

    /// <summary>
    /// One that tells its millisecond and has 74 random bits (UUID version 7, RFC 9562): rows that come by the thousand stand together in
    /// the index, and a commit writes one page of it instead of one for each. For what the rest of a request guards.
    /// </summary>
    public static string NewInOrder() => Base64Url.EncodeToString(Guid.CreateVersion7().ToByteArray(bigEndian: true));
}
