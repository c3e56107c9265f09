using System.Globalization;
using System.Text;

namespace PromoOffers.Domain.Offers;

/// <summary>The part of a public address that comes from a name: lower-case ASCII letters and digits, words joined by hyphens.</summary>
public static class Slug
{
    private const int LongestFromName = 60;

    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length == LongestFromName) break;
        }
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "offer" : text;
    }

    /// <summary>The slug itself, or with the first number that is free.</summary>
    public static string Free(string slug, Func<string, bool> isTaken)
    {
        if (!isTaken(slug)) return slug;
        for (var number = 2; ; number++)
        {
            if (!isTaken($"{slug}-{number}")) return $"{slug}-{number}";
        }
    }
}
