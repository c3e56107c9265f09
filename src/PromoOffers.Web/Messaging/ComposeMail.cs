using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Messaging;

/// <summary>A delivery that can never be sent.</summary>
/// <param name="why">One of <see cref="MailErrors"/>.</param>
public sealed class NotSendable(string why) : Exception(why);

/// <summary>What somebody who looks at a mail may not see.</summary>
public sealed record LetterMask(bool Codes, bool People)
{
    public static readonly LetterMask None = new(false, false);
}

/// <summary>Writes the mail of a delivery: from the approved terms it names, the participant and the code; that of staff from its seal.</summary>
public sealed class ComposeMail(
    PromoOffersDb db, ApprovedVersions versions, RenderLetter render, PublicLinks site, ParticipantLinks links, StaffMailSeal seal)
{
    /// <exception cref="NotSendable">There is nobody to send it to, or its code is void.</exception>
    /// <exception cref="BadTemplate">A template is no Liquid.</exception>
    public async Task<Envelope> Run(Delivery delivery, CancellationToken cancel)
    {
        if (delivery.ProtectedContent is { } content)
        {
            var mail = seal.Open(content);
            return new(delivery.MessageId, mail.To, mail.ToName, new Letter(mail.Subject, mail.Text, mail.Html));
        }
        var participant = await ParticipantOf(delivery, cancel);
        if (participant.Email is not { } address) throw new NotSendable(MailErrors.Erased);
        var code = await CodeOf(delivery, cancel);
        if (code is { VoidedAt: not null }) throw new NotSendable(MailErrors.Replaced);
        return new(delivery.MessageId, address, NameOf(participant), await Letter(delivery, participant, code, LetterMask.None, cancel));
    }

    /// <summary>The mail of an offer as its reader sees it, or with what <paramref name="mask"/> hides.</summary>
    public async Task<Letter> Letter(Delivery delivery, LetterMask mask, CancellationToken cancel) =>
        await Letter(delivery, await ParticipantOf(delivery, cancel), await CodeOf(delivery, cancel), mask, cancel);

    private async Task<Letter> Letter(Delivery delivery, Participant participant, PromoCode? code, LetterMask mask, CancellationToken cancel)
    {
        var version = await db.OfferVersions.AsNoTracking().Where(v => v.Id == delivery.VersionId).Select(v => new { v.Id, v.ApprovedAt, v.Offer }).SingleAsync(cancel);
        var (offer, terms) = (version.Offer, (await versions.Of(db, version.Id, version.ApprovedAt, cancel)).Terms);
        var language = terms.LanguageFor(participant.Language);
        var template = (delivery.Kind == DeliveryKind.SignUp ? terms.SignUpEmail : terms.FulfillmentEmail)[language];
        var data = await Data(offer, terms, language, cancel);
        var token = mask.Codes ? "…" : participant.PrivateToken;
        return render.Run(template, data with
        {
            PromoCode = code is null ? "" : mask.Codes ? MaskedCode.Of(code.Code) : System.Text.Encoding.ASCII.GetString(code.Code),
            ShareUrl = links.Share(participant.ShareToken).AbsoluteUri,
            PrivateUrl = links.Private(offer.Slug, token).ToString(),
            ConfirmUrl = links.Confirm(offer.Slug, token).ToString(),
            MustConfirm = terms.Form.ConfirmAddress && participant.ConfirmedAt is null,
            FirstName = mask.People ? "•••" : participant.FirstName,
            LastName = mask.People ? "•••" : participant.LastName,
            Email = mask.People ? "•••" : participant.Email ?? "",
        });
    }

    /// <summary>A mail as the editor shows it while it is written: of nobody, with a code that there is not.</summary>
    public async Task<Letter> Sample(Offer offer, OfferTerms terms, DeliveryKind kind, string language, CancellationToken cancel)
    {
        var template = (kind == DeliveryKind.SignUp ? terms.SignUpEmail : terms.FulfillmentEmail).GetValueOrDefault(language) ?? new MessageTemplate();
        var data = await Data(offer, terms, language, cancel);
        return render.Run(template, data with
        {
            PromoCode = SampleCode,
            ShareUrl = links.Page(offer.Slug).AbsoluteUri,
            PrivateUrl = links.Page(offer.Slug).AbsoluteUri,
            ConfirmUrl = links.Page(offer.Slug).AbsoluteUri,
            MustConfirm = terms.Form.ConfirmAddress,
            FirstName = SampleName,
            LastName = "Martin",
            Email = SampleAddress,
        });
    }

    /// <summary>Stands where a code will; no file's code is used up to look at a mail.</summary>
    public const string SampleCode = "SAMPLE-CODE";
    public const string SampleName = "Amélie";
    public const string SampleAddress = "amelie@example.com";

    private async Task<LetterData> Data(Offer offer, OfferTerms terms, string language, CancellationToken cancel)
    {
        var organization = await db.Organization.AsNoTracking().SingleAsync(cancel);
        var page = terms.Page.GetValueOrDefault(language);
        return new LetterData
        {
            Prize = terms.Prize.Label.GetValueOrDefault(language) ?? "",
            ShopUrl = terms.Prize.ShopAddress ?? "",
            LastDay = terms.Prize.LastDay is { } day ? Formats.LongDate(day, System.Globalization.CultureInfo.GetCultureInfo(language)) : "",
            OfferName = offer.Name,
            Headline = page?.Headline ?? "",
            Goal = terms.Referral?.Count ?? 0,
            RulesUrl = terms.RulesLink.GetValueOrDefault(language) ?? "",
            PrivacyUrl = terms.PrivacyLink.GetValueOrDefault(language) ?? "",
            Organization = organization.Name,
            PostalAddress = organization.PostalAddress,
            AccentColor = organization.Accent,
            LogoUrl = organization.Logo is null ? "" : site.To("/brand/logo").AbsoluteUri,
        };
    }

    private Task<Participant> ParticipantOf(Delivery delivery, CancellationToken cancel) =>
        db.Participants.AsNoTracking().SingleAsync(p => p.Id == delivery.ParticipantId, cancel);

    private async Task<PromoCode?> CodeOf(Delivery delivery, CancellationToken cancel) =>
        delivery.CodeId is { } id ? await db.PromoCodes.AsNoTracking().SingleAsync(c => c.Id == id, cancel) : null;

    private static string NameOf(Participant participant) => $"{participant.FirstName} {participant.LastName}".Trim();
}
