using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Fulfillment;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Gathers what a page of the draft editor shows.</summary>
public sealed class ReadDraft(PromoOffersDb db, PublicLinks links, CheckMails mails, WriteSample sample)
{
    /// <summary>With its draft and what holds; null: there is no such offer.</summary>
    public Task<Offer?> Find(string id, CancellationToken cancel) =>
        db.Offers.AsNoTracking().Include(o => o.Draft).Include(o => o.Approved).SingleOrDefaultAsync(o => o.PublicId == id, cancel);

    /// <param name="mail">Which mail is shown where the page is that of the mails.</param>
    public async Task<DraftPage> Run(Offer offer, DraftPart part, DraftForm form, MailChoice mail, CancellationToken cancel)
    {
        var terms = offer.Draft!.Terms;
        var counts = await db.OfferCounts.AsNoTracking().SingleAsync(c => c.OfferId == offer.Id, cancel);
        foreach (var language in Texts.Languages) form.Texts.TryAdd(language, new LanguageForm());
        foreach (var (texts, network) in form.Texts.Values.SelectMany(t => Enum.GetNames<ShareNetwork>().Select(n => (t, n)))) texts.ShareMessages.TryAdd(network, null);
        foreach (var field in PersonField.Known) form.Fields.TryAdd(field, FieldWish.NotAsked);
        mail = mail with { Language = terms.LanguageFor(mail.Language) };
        return new DraftPage(offer, part, form, counts, TimeZoneNames.All, await EarnedAnew.Count(db, offer, cancel))
        {
            Address = AddressOf(offer),
            EmbedScript = links.To("embed.js").ToString(),
            Api = links.To("api/v1").ToString(),
            MailProblems = mails.Problems(terms),
            Mail = mail,
            Sample = part == DraftPart.Emails ? await sample.Run(offer, terms, mail.Kind, mail.Language, cancel) : null,
        };
    }

    /// <summary>Of the page that the public sees once the offer is approved.</summary>
    public string AddressOf(Offer offer) => links.To($"o/{offer.Slug}").ToString();
}
