using System.Globalization;
using System.Text;

namespace PromoOffers.Domain;

/// <summary>
/// What is one line wherever it stands, such as a name: a line break in it would let whoever types it write lines of their own into a
/// mail to somebody else, or begin another header.
/// </summary>
public static class OneLine
{
    /// <summary>The text without white space around it; each run of control characters and line breaks is one space.</summary>
    public static string Of(string? typed)
    {
        var line = new StringBuilder();
        foreach (var letter in typed ?? "")
        {
            if (!Breaks(letter)) line.Append(letter);
            else if (line is [.., not ' ']) line.Append(' ');
        }
        return line.ToString().Trim();
    }

    private static bool Breaks(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
