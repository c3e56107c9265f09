using System.Text;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Domain.Redemptions;

/// <summary>What a shopper typed or pasted, and which codes it may mean.</summary>
public static class TypedCode
{
    /// <summary>The exact bytes first, then the same without white space at either end; empty: no code can look like that.</summary>
    public static IReadOnlyList<byte[]> Readings(string typed)
    {
        var trimmed = Trimmed(typed);
        return [.. new[] { typed, trimmed }.Distinct().Where(CanBeCode).Select(Encoding.ASCII.GetBytes)];
    }

    private static bool CanBeCode(string text) =>
        text.Length is > 0 and <= PromoCode.MaxLength && text.All(c => c is >= ' ' and <= '~' or '\t');

    /// <summary>Pasted text may bring white space that has no width.</summary>
    private static string Trimmed(string text)
    {
        var (first, last) = (0, text.Length - 1);
        while (first <= last && IsWhite(text[first])) first++;
        while (last >= first && IsWhite(text[last])) last--;
        return text[first..(last + 1)];
    }

    private static bool IsWhite(char c) => char.IsWhiteSpace(c) || c is '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff';
}
