using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The public's pages as a draft would have them; the same views, for staff, with nobody behind them.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.EditMarketingAsset), DraftPreview]
public sealed class DraftPreviewController(PromoOffersDb db, ParticipantLinks links, Texts texts, TimeProvider time) : Controller
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private SentCode Sample => new(ComposeMail.SampleCode, Now);

    [HttpGet("/offers/{id}/draft/page")]
    public async Task<IActionResult> Show(string id, PreviewOf of, CancellationToken cancel)
    {
        var found = await db.Offers.AsNoTracking().Include(o => o.Draft).SingleOrDefaultAsync(o => o.PublicId == id, cancel);
        if (found?.Draft is not { Terms: var terms }) return NotFound();
        var offer = await PublicOffer.Shown(db, found, terms, Openness.Open, texts.Language, cancel);
        offer = offer with { Frame = offer.Frame with { IsPreview = true } };
        return new InLanguageOf(offer, of switch
        {
            PreviewOf.SignUp when offer.IsDraw => View("../PublicOffer/Draw", new PublicDrawPage(PublicPage.Of(offer, new PublicForm()), PublicDraws.None, Now)),
            PreviewOf.Own or PreviewOf.Earned when offer.IsDraw =>
                View("../PrivateOffer/MyDraw", new MyDraw(Somebody(offer, 0, of == PreviewOf.Own ? [] : [Sample]), [], null)),
            PreviewOf.SignUp => View("../PublicOffer/Show", PublicPage.Of(offer, new PublicForm())),
            PreviewOf.Thanks => View("../PublicOffer/Thanks", offer),
            PreviewOf.Own => View("../PrivateOffer/Mine", Somebody(offer, offer.Referral.Count / 2, [])),
            PreviewOf.Earned => View("../PrivateOffer/Mine", Somebody(offer, offer.Referral.Count, [Sample])),
        });
    }

    private MyOffer Somebody(PublicOffer offer, int progress, IReadOnlyList<SentCode> codes) =>
        new(offer, ComposeMail.SampleName, ComposeMail.SampleAddress, MustConfirm: false, links.Share("…"), progress, codes.Count, codes) { Sent = codes.Count };
}
