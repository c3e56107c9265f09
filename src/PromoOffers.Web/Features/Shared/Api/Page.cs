using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The cursor of the next page; left out at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

internal static class Paged
{
    /// <param name="rows">One more than the page has, where there are more.</param>
    public static Page<T> Of<TRow, T>(IReadOnlyList<TRow> rows, int size, Func<TRow, long> key, Func<TRow, T> item) => new(
        [.. rows.Take(size).Select(item)],
        rows.Count > size ? Cursor.After(key(rows[size - 1])) : null);
}

/// <summary>Where a page of a list ended; opaque to whoever hands it back.</summary>
public static class Cursor
{
    private const string Version = "1:";

    public static string After(long key) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(Version + key.ToString(CultureInfo.InvariantCulture)));

    /// <returns>False: it is none of ours. Null in <paramref name="key"/>: the beginning.</returns>
    public static bool TryRead(string? cursor, out long? key)
    {
        key = null;
        if (string.IsNullOrEmpty(cursor)) return true;
        if (cursor.Length > 60 || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith(Version, StringComparison.Ordinal) || !long.TryParse(text[Version.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var read)) return false;
        key = read;
        return true;
    }
}
