using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Gathers what a page of the draft editor shows.</summary>
public sealed class ReadDraft(PromoOffersDb db, PublicLinks links)
{
    /// <summary>With its draft and what holds; null: there is no such offer.</summary>
    public Task<Offer?> Find(string id, CancellationToken cancel) =>
        db.Offers.AsNoTracking().Include(o => o.Draft).Include(o => o.Approved).SingleOrDefaultAsync(o => o.PublicId == id, cancel);

    public async Task<DraftPage> Run(Offer offer, DraftPart part, DraftForm form, CancellationToken cancel)
    {
        var counts = await db.OfferCounts.AsNoTracking().SingleAsync(c => c.OfferId == offer.Id, cancel);
        foreach (var language in Texts.Languages) form.Texts.TryAdd(language, new LanguageForm());
        foreach (var field in PersonField.Known) form.Fields.TryAdd(field, FieldWish.NotAsked);
        return new DraftPage(offer, part, form, counts, TimeZoneNames.All, await EarnedAnew.Count(db, offer, cancel)) { Address = AddressOf(offer) };
    }

    /// <summary>Of the page that the public sees once the offer is approved.</summary>
    public string AddressOf(Offer offer) => links.To($"o/{offer.Slug}").ToString();
}
