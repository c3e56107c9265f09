using System.Globalization;
using System.Text;

namespace PromoOffers.Domain.Participants;

/// <summary>
/// Text as it is searched and sorted: lower case, without accents and compatibility forms.
/// <c>Amélie Łoś</c> and <c>amelie los</c> are one.
/// </summary>
public static class Folded
{
    private static readonly Dictionary<char, string> Whole = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['ł'] = "l",
        ['þ'] = "th",
        ['ı'] = "i",
    };

    public static string Text(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Trim().ToLowerInvariant().Normalize(NormalizationForm.FormKD))
        {
            if (Whole.TryGetValue(letter, out var letters)) folded.Append(letters);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) folded.Append(letter);
        }
        return folded.ToString();
    }

    /// <summary>What somebody typed to search by: each has to begin a word of the participant.</summary>
    public static IReadOnlyList<string> Query(string? typed) =>
        [.. Text(typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Cut).Distinct()];

    /// <summary>By what a participant is found: each word and part of the name, the address, its parts and its domain.</summary>
    public static IReadOnlyList<string> Words(string firstName, string lastName, string? email)
    {
        var names = Query($"{firstName} {lastName}");
        var address = Text(email ?? "");
        var at = address.LastIndexOf('@');
        IEnumerable<string> words = [.. names, .. names.SelectMany(Parts), address, .. at < 0 ? [] : Parts(address[..at]).Append(address[(at + 1)..])];
        return [.. words.Where(w => w.Length > 0).Select(Cut).Distinct()];
    }

    /// <summary>By what a participant is sorted: last and first name, or the address where there is no name.</summary>
    public static string SortName(string firstName, string lastName, string? email)
    {
        var name = Text($"{lastName} {firstName}");
        if (name.Length == 0) name = Text(email ?? "");
        return name.Length > Participant.MaxEmailLength ? name[..Participant.MaxEmailLength] : name;
    }

    private static string Cut(string word) => word.Length > ParticipantWord.MaxLength ? word[..ParticipantWord.MaxLength] : word;

    private static IEnumerable<string> Parts(string word)
    {
        var part = new StringBuilder();
        foreach (var letter in word)
        {
            if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter)) part.Append(letter);
            else if (part.Length > 0)
            {
                yield return part.ToString();
                part.Clear();
            }
        }
        if (part.Length > 0) yield return part.ToString();
    }
}
