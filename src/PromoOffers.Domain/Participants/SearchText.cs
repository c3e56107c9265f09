using System.Globalization;
using System.Text;

namespace PromoOffers.Domain.Participants;

/// <summary>How names and addresses are folded so that they are found however somebody types them.</summary>
public static class SearchText
{
    /// <summary>Lower case, without accents: <c>Éléonore Œuf</c> becomes <c>eleonore oeuf</c>.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.ToLowerInvariant(c) switch
            {
                'ß' => "ss",
                'œ' => "oe",
                'æ' => "ae",
                'ø' => "o",
                'ł' => "l",
                'đ' => "d",
                var other => other.ToString(),
            });
        }
        return folded.ToString();
    }

    /// <summary>The words somebody is found by: those of the name, the address, and what stands after its @.</summary>
    public static IReadOnlyCollection<string> Words(string firstName, string lastName, string? email)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Parts(Fold($"{firstName} {lastName}"))) words.Add(Cut(word));
        if (email is null) return words;
        var address = Fold(email);
        words.Add(Cut(address));
        words.Add(Cut(address[(address.LastIndexOf('@') + 1)..]));
        return words;
    }

    /// <summary>What the list sorts by: last name, first name; the address of somebody without either.</summary>
    public static string SortName(string firstName, string lastName, string email)
    {
        var name = Fold($"{lastName.Trim()} {firstName.Trim()}".Trim());
        var sorted = name.Length > 0 ? name : Fold(email);
        return sorted.Length <= Participant.MaxEmailLength ? sorted : sorted[..Participant.MaxEmailLength];
    }

    private static string[] Parts(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Cut(string word) => word.Length <= ParticipantWord.MaxLength ? word : word[..ParticipantWord.MaxLength];
}
