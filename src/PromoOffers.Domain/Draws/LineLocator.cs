using System.Globalization;

namespace PromoOffers.Domain.Draws;

/// <summary>
/// Two sums over the lines of a list, kept beside its digest: the digest says that a line was changed, the sums say which. Where
/// one line differs, the sum of hashes is off by a difference and the sum of hashes times their line numbers by that times the
/// line's number, so that a division finds it. A help for whoever looks for an accident; it proves nothing and has no part in the draw.
/// </summary>
public sealed class LineLocator
{
    /// <summary>A prime, 2^31−1: every difference has an inverse.</summary>
    internal const ulong Modulus = int.MaxValue;

    private readonly List<uint>? kept;
    private ulong sum;
    private ulong positional;
    private ulong count;

    /// <param name="keepsLines">Whether <see cref="Find"/> will be asked.</param>
    public LineLocator(bool keepsLines = false) => kept = keepsLines ? [] : null;

    public void Add(ReadOnlySpan<byte> line)
    {
        var hash = Hash(line);
        kept?.Add((uint)hash);
        sum = (sum + hash) % Modulus;
        positional = (positional + ++count % Modulus * hash) % Modulus;
    }

    /// <summary>Both sums in decimal, with a dash between them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{sum}-{positional}");

    /// <summary>Which line is not the one that <paramref name="original"/> was made of.</summary>
    /// <param name="originalCount">Lines of the original.</param>
    /// <returns>The number of the line that was changed, is too many, or before which one is missing; null: none, or several.</returns>
    public int? Find(string original, int originalCount)
    {
        if (kept is null) throw new RuleBroken("This locator keeps no lines.");
        if (original.Split('-') is not [var first, var second] || !Read(first, out var was) || !Read(second, out var wasPositional)) return null;
        var difference = (was + Modulus - sum) % Modulus;
        var positionalDifference = (wasPositional + Modulus - positional) % Modulus;
        return (originalCount - kept.Count) switch
        {
            0 => Changed(difference, positionalDifference),
            1 => Missing(difference, positionalDifference),
            -1 => TooMany(difference, positionalDifference),
            _ => null,
        };
    }

    private int? Changed(ulong difference, ulong positionalDifference)
    {
        if (difference == 0) return null;
        var line = positionalDifference * Inverse(difference) % Modulus;
        return line >= 1 && line <= (ulong)kept!.Count ? (int)line : null;
    }

    /// <summary>The lines after the gap each stood one lower: their hashes are missing once more in the positional sum.</summary>
    private int? Missing(ulong missing, ulong positionalDifference)
    {
        ulong after = 0;
        for (var line = kept!.Count + 1; line >= 1; line--)
        {
            if ((missing * (ulong)line + after) % Modulus == positionalDifference) return line;
            if (line > 1) after = (after + kept[line - 2]) % Modulus;
        }
        return null;
    }

    private int? TooMany(ulong difference, ulong positionalDifference)
    {
        ulong after = 0;
        for (var line = kept!.Count; line >= 1; line--)
        {
            ulong hash = kept[line - 1];
            if ((hash + difference) % Modulus == 0 && (hash * (ulong)line + after + positionalDifference) % Modulus == 0) return line;
            after = (after + hash) % Modulus;
        }
        return null;
    }

    /// <summary>FNV-1a of 32 bits (draft-eastlake-fnv), reduced.</summary>
    private static ulong Hash(ReadOnlySpan<byte> line)
    {
        var hash = 2166136261u;
        foreach (var octet in line) hash = unchecked((hash ^ octet) * 16777619u);
        return hash % Modulus;
    }

    /// <summary>By Fermat: the power to p−2.</summary>
    private static ulong Inverse(ulong value)
    {
        ulong result = 1;
        for (var exponent = Modulus - 2; exponent > 0; exponent >>= 1, value = value * value % Modulus)
        {
            if ((exponent & 1) == 1) result = result * value % Modulus;
        }
        return result;
    }

    private static bool Read(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value < Modulus;
}
