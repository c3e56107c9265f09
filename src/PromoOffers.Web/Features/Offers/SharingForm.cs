using System.ComponentModel.DataAnnotations;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Where a shared link leads, and which sites may show the offer, as it is typed.</summary>
public sealed class SharingForm
{
    /// <summary>As long as the message for all; X takes the least, with the link in it.</summary>
    public const int LongestMessage = 280;
    public const int LongestOnX = 250;

    public ShareTarget Target { get; set; }

    [StringLength(500)]
    public string? Address { get; set; }

    /// <summary>One a line.</summary>
    [StringLength(4000)]
    public string? Origins { get; set; }

    public static SharingForm Of(SharingTerms terms) => new() { Target = terms.Target, Address = terms.Address, Origins = string.Join('\n', terms.Origins) };

    public SharingTerms Terms() => new()
    {
        Target = Target,
        Address = Target == ShareTarget.ThisPage || string.IsNullOrWhiteSpace(Address) ? null : Address.Trim(),
        Origins = [.. (Origins ?? "").Split((char[])['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Origin).Distinct()],
    };

    /// <summary>As a browser writes it; what is none stays as it was typed, and is said when the draft is to be approved.</summary>
    private static string Origin(string typed)
    {
        var bare = typed.TrimEnd('/');
        return WebAddress.IsOrigin(bare) ? WebAddress.Origin(bare)! : typed;
    }

    public static int Longest(ShareNetwork network) => network == ShareNetwork.X ? LongestOnX : LongestMessage;

    public static Dictionary<string, string> Messages(Dictionary<string, string?> typed) => Enum.GetValues<ShareNetwork>()
        .Select(n => (Network: n, Text: typed.GetValueOrDefault($"{n}")?.Trim() ?? "")).Where(m => m.Text.Length > 0)
        .ToDictionary(m => $"{m.Network}", m => m.Text.Length > Longest(m.Network) ? m.Text[..Longest(m.Network)] : m.Text);
}
