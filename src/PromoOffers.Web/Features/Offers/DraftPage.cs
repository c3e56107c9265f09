using System.Text.RegularExpressions;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>A problem of the draft, with the page and the field that mend it.</summary>
public sealed record DraftProblem(TermsProblem Problem, DraftPart Part, string FieldId, string Name, string? Language);

/// <param name="Awards">How many awards would follow from approving this draft; 0: none.</param>
public sealed record DraftPage(Offer Offer, DraftPart Part, DraftForm Form, OfferCounts Counts, IReadOnlyList<string> TimeZones, int Awards)
{
    /// <summary>Whether what is missing is listed: once somebody tried to approve.</summary>
    public bool ShowProblems { get; init; }

    /// <summary>Address of the offer's public page.</summary>
    public string Address { get; init; } = "";

    /// <summary>The zone in which times are told.</summary>
    public string Zone => Offer.Draft!.Terms.TimeZone;
    public bool WasApproved => Offer.Approved is not null;
    public IReadOnlyList<string> Languages => Offer.Draft!.Terms.Languages;

    public IReadOnlyList<DraftProblem> Problems => [.. Offer.Problems().Select(Located)];

    public DraftPart? Next => Part == DraftPart.Advanced ? null : Part + 1;
    public DraftPart? Before => Part == 0 ? null : Part - 1;

    /// <summary>From the path of a field of the terms to the page and the element of the editor.</summary>
    public static DraftProblem Located(TermsProblem problem)
    {
        var parts = problem.Field.Split('.');
        var (part, field, name, language) = parts switch
        {
            ["Prize", "Label", var l] => (DraftPart.OfferDetails, $"Texts[{l}].Label", "PrizeLabel", l),
            ["Prize", "Value"] => (DraftPart.OfferDetails, "PrizeValue", "PrizeValue", null),
            ["Prize", var other] => (DraftPart.OfferDetails, other, other, null),
            ["Referral", var other] => (DraftPart.OfferDetails, other, other, null),
            ["Page", var l, var text] => (DraftPart.SignUpPage, $"Texts[{l}].{text}", text, l),
            ["SignUpEmail" or "FulfillmentEmail", var l, var text] => (DraftPart.Emails, $"Texts[{l}].{parts[0]}.{text}", parts[0] + text, l),
            ["RulesLink" or "PrivacyLink", var l] => (DraftPart.Rules, $"Texts[{l}].{parts[0]}", parts[0], l),
            ["Languages"] => (DraftPart.Advanced, "Languages", "Languages", null),
            _ => (DraftPart.OfferDetails, parts[0], parts[0], (string?)null),
        };
        return new DraftProblem(problem, part, Regex.Replace(field, @"[\[\]\.]", "_"), name, language);
    }
}
