using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Messaging;

/// <summary>Which mails of an offer could not be written as their author means them.</summary>
public sealed class CheckMails(RenderLetter render)
{
    public IReadOnlyList<TermsProblem> Problems(OfferTerms terms) =>
    [
        .. terms.Languages.SelectMany(language => Problems($"SignUpEmail.{language}", terms.SignUpEmail.GetValueOrDefault(language))),
        .. terms.Languages.SelectMany(language => Problems($"FulfillmentEmail.{language}", terms.FulfillmentEmail.GetValueOrDefault(language))),
        .. terms.UsePromoCodes ? terms.Languages.SelectMany(language => WithoutCode($"FulfillmentEmail.{language}", terms.FulfillmentEmail.GetValueOrDefault(language))) : [],
    ];

    private IEnumerable<TermsProblem> Problems(string field, MessageTemplate? mail) => mail is null
        ? []
        : [.. InPart($"{field}.Subject", mail.Subject), .. InPart($"{field}.Html", mail.Html), .. InPart($"{field}.Text", mail.Text)];

    /// <summary>Parts that name the code, and yet a mail written from them does not say it as it is.</summary>
    private IEnumerable<TermsProblem> WithoutCode(string field, MessageTemplate? mail)
    {
        if (mail is null) yield break;
        foreach (var (name, part) in ((string, string)[])[("Html", mail.Html), ("Text", mail.Text)])
        {
            if (TermsCheck.WritesCode(part) && render.Problem(part) is null && !render.SaysCode(part)) yield return new($"{field}.{name}", TermsProblemKind.NoToken);
        }
    }

    private IEnumerable<TermsProblem> InPart(string field, string part) => render.Problem(part) is { } error
        ? [new(field, TermsProblemKind.BadTemplate, error)]
        : render.UnknownNames(part).Select(name => new TermsProblem(field, TermsProblemKind.UnknownName, name));
}
