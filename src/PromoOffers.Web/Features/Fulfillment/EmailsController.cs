using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Fulfillment;

/// <summary>The mails of an offer: those that went out, and what they look like.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/emails")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class EmailsController(PromoOffersDb db, ReadOffer offers, ListDeliveries deliveries, ComposeMail compose, WriteSample sample, Texts texts, TimeProvider time) : Controller
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Without Access Prizes a code is not shown anywhere, and a private link leads to one.</summary>
    private LetterMask Mask => new(Codes: !User.Has(Permission.AccessPrizes), People: !User.Has(Permission.ViewPersonalData));

    [HttpGet("")]
    public async Task<IActionResult> List(string offerId, EmailListForm form, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var rows = await deliveries.Run(offer.Id, form.Kind, form.State, form.Before, cancel);
        long? next = rows.Count > ListDeliveries.PageSize ? rows[ListDeliveries.PageSize - 1].Id : null;
        return View(new EmailListPage(offer, Header(offer), form, [.. rows.Take(ListDeliveries.PageSize)], next, !Mask.People));
    }

    [HttpGet("{messageId}")]
    public async Task<IActionResult> Open(string offerId, string messageId, [FromServices] NoteOpened note, [FromServices] NotedViews views, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await deliveries.Find(offer.Id, messageId, cancel) is not { } delivery) return NotFound();
        if (!Mask.Codes) await note.Run(delivery, User.Actor(), Now, cancel);
        var view = Mask.Codes ? null : views.Ticket(delivery, User.Id());
        return View(new EmailPage(offer, Header(offer), delivery, await compose.Letter(delivery, Mask, cancel), view));
    }

    /// <param name="view">Ticket of the page around it; null: opened by itself.</param>
    [HttpGet("{messageId}/html"), MailPreview]
    public async Task<IActionResult> Html(
        string offerId, string messageId, string? view, [FromServices] NoteOpened note, [FromServices] NotedViews views, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await deliveries.Find(offer.Id, messageId, cancel) is not { } delivery) return NotFound();
        if (!Mask.Codes && !views.Covers(view, delivery, User.Id())) await note.Run(delivery, User.Actor(), Now, cancel);
        return Content((await compose.Letter(delivery, Mask, cancel)).Html, HtmlType);
    }

    [HttpGet("sample/{kind}/{language?}")]
    public async Task<IActionResult> Sample(string offerId, DeliveryKind kind, string? language, CancellationToken cancel)
    {
        if (kind == DeliveryKind.Staff || await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var spoken = Latest(offer).LanguageFor(language ?? texts.Language);
        var (letter, problem) = await Written(offer, kind, spoken, cancel);
        return View(new SamplePage(offer, Header(offer), kind, Latest(offer).Languages, spoken, letter, problem));
    }

    [HttpGet("sample/{kind}/{language}/html"), MailPreview]
    public async Task<IActionResult> SampleHtml(string offerId, DeliveryKind kind, string language, CancellationToken cancel)
    {
        if (kind == DeliveryKind.Staff || await offers.Run(offerId, cancel) is not { } offer || !Latest(offer).Languages.Contains(language)) return NotFound();
        var (letter, problem) = await Written(offer, kind, language, cancel);
        return Content(letter?.Html ?? System.Net.WebUtility.HtmlEncode(problem)!, HtmlType);
    }

    /// <param name="editing">Whether to go back to the draft.</param>
    [HttpPost("sample/{kind}/{language}"), Requires(Permission.EditMarketingAsset)]
    public async Task<IActionResult> SendSample(
        string offerId, DeliveryKind kind, string language, bool editing, [FromServices] SendSample send, [FromServices] StaffMailSeal seal, CancellationToken cancel)
    {
        if (kind == DeliveryKind.Staff || await offers.Run(offerId, cancel) is not { } offer || !Latest(offer).Languages.Contains(language)) return NotFound();
        var (letter, problem) = await Written(offer, kind, language, cancel);
        var address = await db.Users.Where(u => u.Id == User.Id()).Select(u => u.Email!).SingleAsync(cancel);
        if (letter is null) TempData["Refused"] = problem;
        else
        {
            await send.Run(offer.Id, seal.Close(new StaffMail(address, User.Name(), letter.Subject, letter.Text, letter.Html)), User.Actor(), Now, cancel);
            TempData["Done"] = texts["Fulfillment.SampleSent", address];
        }
        return editing
            ? Redirect($"~/offers/{offerId}/draft/{DraftPart.Emails}?mail={(kind == DeliveryKind.SignUp ? DraftMail.SignUpEmail : DraftMail.FulfillmentEmail)}&language={language}")
            : RedirectToAction(nameof(Sample), new { offerId, kind, language });
    }

    private const string HtmlType = "text/html; charset=utf-8";

    private OfferHeader Header(OfferSummary offer) => offer.Header(OfferTab.Emails, texts, Now);

    /// <summary>What the draft says, or what holds where nobody edits.</summary>
    private static OfferTerms Latest(OfferSummary offer) => offer.Draft ?? offer.Terms;

    private async Task<SampleLetter> Written(OfferSummary summary, DeliveryKind kind, string language, CancellationToken cancel)
    {
        var offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Id == summary.Id, cancel);
        return await sample.Run(offer, Latest(summary), kind, language, cancel);
    }
}
