using System.ComponentModel.DataAnnotations;
using System.Text;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

public sealed record UsedCodesForm
{
    public const string AsCsv = "csv";

    [Required]
    public IFormFile? File { get; init; }

    /// <summary>Of amounts beside which the list names none.</summary>
    [RegularExpression("^[A-Za-z]{3}$", ErrorMessage = "Offers.ProblemBadCurrency")]
    public string? Currency { get; init; }

    /// <summary>How the report is wanted: <see cref="AsCsv"/>, or as a page.</summary>
    public string? As { get; init; }
}

/// <summary>A list that was uploaded before, for the list of them.</summary>
public sealed record UsedCodesUpload(string Id, string File, string UploadedBy, DateTime UploadedAt);

/// <param name="Earlier">The last lists, the newest first.</param>
public sealed record UsedCodesPage(UsedCodesForm Form, IReadOnlyList<UsedCodesUpload> Earlier, string Zone);

/// <summary>One list and what became of it.</summary>
/// <param name="InFull">Codes are shown: to whoever uploaded the list, and to those who may see codes.</param>
public sealed record UsedCodesListPage(UsedCodesList List, bool InFull, string Zone)
{
    public UsedCodesReport Report => List.Report;

    /// <summary>Of its notice.</summary>
    public string Kind => Report.ToLookAt == 0 ? "good" : "warn";

    public int Of(UsedCodeFate fate) => Report.Fates.GetValueOrDefault(fate);

    public string Code(UsedCodeLine line) => InFull ? line.Code : Masked(line);

    public static string Masked(UsedCodeLine line) => MaskedCode.Of(Encoding.ASCII.GetBytes(line.Code));

    public static string Text(UsedCodeLine line, Texts texts) =>
        line.Problem is { } problem ? texts[$"Redemptions.Problem{problem}"] : texts[$"Redemptions.Fate{line.Fate}"];
}

/// <summary>Counts the lines of a list as their fates are told.</summary>
internal sealed class UsedCodesCount
{
    private readonly Dictionary<UsedCodeFate, int> fates = [];
    private readonly List<UsedCodeLine> shown = [];
    private int wrong;

    // Fates are told by the batch, and lines that cannot be read at once.
    public UsedCodesReport Report => new(fates, wrong, [.. shown.OrderBy(line => line.Line)]);

    public void Add(UsedCodeLine line)
    {
        if (line.Fate is { } fate) fates[fate] = fates.GetValueOrDefault(fate) + 1;
        else wrong++;
        if (line.IsToLookAt && shown.Count < UsedCodesReport.MostShown)
            shown.Add(line with { Code = Cut(line.Code, PromoCode.MaxLength), OrderId = Cut(line.OrderId, Redemption.MaxOrderIdLength) });
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
