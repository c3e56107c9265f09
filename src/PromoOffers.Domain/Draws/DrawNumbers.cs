using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PromoOffers.Domain.Draws;

/// <summary>
/// The numbers of a draw: HMAC-SHA-256 with the seed as key over label, version, digest of the list, public value and a counter,
/// each block read as four unsigned 64-bit numbers, big-endian, in their order. Exact integers alone; see docs/draws.md.
/// </summary>
public sealed class DrawNumbers
{
    public const string Label = "PromoOffers draw";
    public const byte Version = 1;

    private const int NumbersInBlock = 4;

    private readonly byte[] seed;
    private readonly byte[] message;
    private readonly byte[] block = new byte[SHA256.HashSizeInBytes];
    private ulong counter;
    private int used = NumbersInBlock;

    /// <param name="listDigest">SHA-256 of the list, lower-case hexadecimal.</param>
    /// <param name="publicValue">Null: none, which is the same as an empty one.</param>
    public DrawNumbers(ReadOnlySpan<byte> seed, string listDigest, string? publicValue)
    {
        if (seed.Length != DrawSeed.Length) throw new RuleBroken($"A seed has {DrawSeed.Length} bytes.");
        this.seed = seed.ToArray();
        var value = Encoding.UTF8.GetBytes(publicValue ?? "");
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        message = [.. Encoding.ASCII.GetBytes(Label), Version, .. Convert.FromHexString(listDigest), .. length, .. value, .. new byte[sizeof(ulong)]];
    }

    /// <summary>The next number of the stream, each of the 2^64 as likely as any other.</summary>
    public ulong Next()
    {
        if (used == NumbersInBlock)
        {
            BinaryPrimitives.WriteUInt64BigEndian(message.AsSpan(message.Length - sizeof(ulong)), counter++);
            HMACSHA256.HashData(seed, message, block);
            used = 0;
        }
        return BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(sizeof(ulong) * used++));
    }

    /// <summary>A number below <paramref name="bound"/>, each as likely as any other: what would favour the first few is passed over.</summary>
    public ulong Below(ulong bound)
    {
        ulong number;
        do number = Next();
        while (!Accepts(number, bound));
        return number % bound;
    }

    /// <summary>Whether <paramref name="number"/> lies below floor(2^64/bound)·bound.</summary>
    public static bool Accepts(ulong number, ulong bound)
    {
        var remainder = (ulong.MaxValue % bound + 1) % bound; // 2^64 mod bound, which itself does not fit.
        return number <= ulong.MaxValue - remainder;
    }
}
