using System.Text.RegularExpressions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Fulfillment;

namespace PromoOffers.Web.Features.Offers;

/// <summary>A problem of the draft, with the page and the field that mend it.</summary>
/// <param name="Field">As the form names it, such as <c>Texts[en].Headline</c>.</param>
/// <param name="Language">Null: the same in every language.</param>
public sealed record DraftProblem(TermsProblem Problem, DraftPart Part, string Field, string Name, string? Language)
{
    /// <summary>Where it is mended, below the address of the draft.</summary>
    public string Address => $"{Part}?problems=true{(Part == DraftPart.Emails ? $"&mail={Name[..(Name.LastIndexOf("Email", StringComparison.Ordinal) + 5)]}&language={Language}" : "")}#Form_{FieldId}";

    public string FieldId => Regex.Replace(Field, @"[\[\]\.]", "_");
}

/// <summary>Somebody else saved the draft in between.</summary>
/// <param name="Version">Theirs; who saves over it knowingly names it.</param>
public sealed record DraftConflict(string Message, int Version);

/// <summary>The mails of an offer, by the names of the form.</summary>
public enum DraftMail { SignUpEmail, FulfillmentEmail }

/// <summary>Which mail the page of the mails shows.</summary>
/// <param name="Language">Null: the first that the offer speaks.</param>
public sealed record MailChoice(DraftMail Mail = DraftMail.SignUpEmail, string? Language = null)
{
    public DeliveryKind Kind => Mail == DraftMail.SignUpEmail ? DeliveryKind.SignUp : DeliveryKind.Fulfillment;
}

/// <param name="Awards">How many awards would follow from approving this draft; 0: none.</param>
public sealed record DraftPage(Offer Offer, DraftPart Part, DraftForm Form, OfferCounts Counts, IReadOnlyList<string> TimeZones, int Awards)
{
    /// <summary>Whether what is missing is listed: once somebody tried to approve.</summary>
    public bool ShowProblems { get; init; }

    /// <summary>Null: nobody else saved in between.</summary>
    public DraftConflict? Conflict { get; init; }

    /// <summary>What is wrong with the templates of the mails.</summary>
    public IReadOnlyList<TermsProblem> MailProblems { get; init; } = [];

    public MailChoice Mail { get; init; } = new();

    /// <summary>The chosen mail with sample data; null on the other pages.</summary>
    public SampleLetter? Sample { get; init; }

    /// <summary>Address of the offer's public page.</summary>
    public string Address { get; init; } = "";

    /// <summary>What is pasted into a page of another site to show the offer there in a frame.</summary>
    public string EmbedCode => $"<script async src=\"{EmbedScript}\" data-offer=\"{Offer.Slug}\"></script>";

    /// <summary>Address of the script that makes the frame.</summary>
    public string EmbedScript { get; init; } = "";

    /// <summary>How the marketer's own site reports a Custom Event, to be copied.</summary>
    public string EventRequest => $$"""
        curl {{Api}}/offers/{{Offer.PublicId}}/events \
          -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \
          -d '{"participant":"ann@example.com","event":"{{Form.Event ?? "purchase"}}","sourceId":"order-17"}'
        """;

    /// <summary>Address of the API.</summary>
    public string Api { get; init; } = "";

    /// <summary>The zone in which times are told.</summary>
    public string Zone => Offer.Draft!.Terms.TimeZone;

    /// <summary>The view of what stands beside the form.</summary>
    public string Preview => Part == DraftPart.Emails ? "_MailPreview" : "_LivePreview";
    public bool WasApproved => Offer.Approved is not null;
    public IReadOnlyList<string> Languages => Offer.Draft!.Terms.Languages;

    public IReadOnlyList<DraftProblem> Problems => [.. Offer.Problems().Concat(MailProblems).Select(Located)];

    /// <summary>In their order. The mails are a group of Offer Details, and their texts are edited from there.</summary>
    public static IReadOnlyList<DraftPart> Steps { get; } =
        [DraftPart.SignUpPage, DraftPart.OfferDetails, DraftPart.Sharing, DraftPart.Rules, DraftPart.Advanced];

    public static IReadOnlyList<DraftPart> AppSettings { get; } = [DraftPart.OfferDetails, DraftPart.Sharing, DraftPart.Rules];

    public bool IsSweepstakes => Offer.Kind == OfferKind.Sweepstakes;

    /// <summary>Key of what a page of the editor is called.</summary>
    public string TextOf(DraftPart part) => part == DraftPart.OfferDetails && IsSweepstakes ? "Offers.SweepstakesDetails" : $"Offers.Part{part}";

    /// <summary>The step that is marked in the rail.</summary>
    public DraftPart Step => Part == DraftPart.Emails ? DraftPart.OfferDetails : Part;
    public DraftPart? Next => Part == DraftPart.Emails ? null : Steps.SkipWhile(p => p != Part).Skip(1).Select(p => (DraftPart?)p).FirstOrDefault();
    public DraftPart? Before => Part == DraftPart.Emails ? Step : Steps.TakeWhile(p => p != Part).Select(p => (DraftPart?)p).LastOrDefault();

    /// <summary>From the path of a field of the terms to the page and the element of the editor.</summary>
    public static DraftProblem Located(TermsProblem problem)
    {
        var parts = problem.Field.Split('.');
        var (part, field, name, language) = parts switch
        {
            ["Prize", "Label", var l] => (DraftPart.OfferDetails, $"Texts[{l}].Label", "PrizeLabel", l),
            ["Prize", "Value"] => (DraftPart.OfferDetails, "PrizeValue", "PrizeValue", null),
            ["Prize", var other] => (DraftPart.OfferDetails, other, other, null),
            ["Rules", var other] => (DraftPart.OfferDetails, $"Code.{other}", other, null),
            ["Sweepstakes", var other] => (DraftPart.OfferDetails, $"Draw.{other}", other, null),
            ["Referral", var other] => (DraftPart.OfferDetails, other, other, null),
            ["Page", var l, var text] => (DraftPart.SignUpPage, $"Texts[{l}].{text}", text, l),
            ["SignUpEmail" or "FulfillmentEmail", var l, var text] => (DraftPart.Emails, $"Texts[{l}].{parts[0]}.{text}", parts[0] + text, l),
            ["RulesLink" or "PrivacyLink", var l] => (DraftPart.Rules, $"Texts[{l}].{parts[0]}", parts[0], l),
            ["Sharing", var other] => (DraftPart.Advanced, $"Sharing.{other}", $"Share{other}", null),
            ["Languages"] => (DraftPart.Advanced, "Languages", "Languages", null),
            _ => (DraftPart.OfferDetails, parts[0], parts[0], (string?)null),
        };
        return new DraftProblem(problem, part, field, name, language);
    }
}

/// <summary>Which page of the public a preview shows: before the sign-up, after it, the participant's own, and with the code earned.</summary>
public enum PreviewOf { SignUp, Thanks, Own, Earned }

/// <param name="Phone">As narrow as a phone.</param>
/// <param name="Address">Where the page will stand.</param>
public sealed record PreviewPage(Offer Offer, string Language, PreviewOf Of, bool Phone, string Address)
{
    public IReadOnlyList<string> Languages => Offer.Draft!.Terms.Languages;
}
