using System.Security.Cryptography;

namespace PromoOffers.Domain.Draws;

/// <summary>The secret of a drawing: fixed before the first entry, published by its hash, shown once the drawing is final.</summary>
public static class DrawSeed
{
    public const int Length = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(Length);

    /// <summary>SHA-256 of the seed's bytes, lower-case hexadecimal: public before the first entry.</summary>
    public static string Commitment(ReadOnlySpan<byte> seed) =>
        seed.Length == Length ? Convert.ToHexStringLower(SHA256.HashData(seed)) : throw new RuleBroken($"A seed has {Length} bytes.");
}
