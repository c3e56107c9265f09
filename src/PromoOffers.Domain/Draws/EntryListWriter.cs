using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PromoOffers.Domain.Draws;

/// <summary>
/// The canonical list of a drawing, line by line: entry id, one space, weight, LF; sorted by the bytes of the id, no id twice.
/// Nothing else is in the file, so that its SHA-256 says all that the draw depends on. See docs/draws.md.
/// </summary>
public sealed class EntryListWriter : IDisposable
{
    /// <summary>The largest total weight: up to here JavaScript's numbers are exact.</summary>
    public const long MaxTotalWeight = (1L << 53) - 1;

    internal const int MaxWeightDigits = 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly LineLocator locator = new();
    private readonly byte[] line = new byte[PublicId.Length + 1 + MaxWeightDigits + 1];
    private string last = "";

    public int Count { get; private set; }
    public long TotalWeight { get; private set; }

    /// <summary>Adds the next entry and gives its line.</summary>
    /// <exception cref="RuleBroken">The order, the id or the weight is not as the format wants it.</exception>
    public ReadOnlySpan<byte> Add(string entryId, long weight)
    {
        if (!IsEntryId(entryId)) throw new RuleBroken("An entry id is a public id.");
        if (weight < 1 || weight > MaxTotalWeight - TotalWeight) throw new RuleBroken("A weight is positive, and the total stays exact.");
        if (string.CompareOrdinal(last, entryId) >= 0) throw new RuleBroken("Entries come sorted by the bytes of their id, each once.");
        (last, Count, TotalWeight) = (entryId, Count + 1, TotalWeight + weight);
        var length = Encoding.ASCII.GetBytes(entryId, line);
        line[length++] = (byte)' ';
        Utf8Formatter.TryFormat(weight, line.AsSpan(length), out var digits);
        line[length + digits] = (byte)'\n';
        var written = line.AsSpan(0, length + digits + 1);
        hash.AppendData(written);
        locator.Add(written[..^1]);
        return written;
    }

    /// <summary>SHA-256 of all lines so far, and what finds a changed one.</summary>
    public EntryListDigest Digest() => new(Convert.ToHexStringLower(hash.GetCurrentHash()), locator.ToString());

    public void Dispose() => hash.Dispose();

    internal static bool IsEntryId(string text) =>
        text.Length == PublicId.Length && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <param name="Sha256">Of the list's bytes, lower-case hexadecimal.</param>
/// <param name="Locator">See <see cref="LineLocator"/>.</param>
public sealed record EntryListDigest(string Sha256, string Locator);
