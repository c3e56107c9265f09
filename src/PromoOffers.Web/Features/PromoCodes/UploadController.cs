using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>
/// Takes a file of codes as it arrives: nothing of it is kept in memory, and Uploads:MaxBytes is its only limit. The token of the form
/// is the first section, so that who has none is refused before the file is touched.
/// </summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.UploadCodes)]
public sealed class UploadController(
    ReadOffer offers, ReadCodeFiles files, ImportCodeFile import, SendToThoseWhoWait send, IAntiforgery antiforgery,
    IOptions<AntiforgeryOptions> names, Texts texts, TimeProvider time) : Controller
{
    [HttpPost("/offers/{offerId}/codes"), IgnoreAntiforgeryToken, LeavesBodyAlone, DisableRequestSizeLimit]
    public async Task<IActionResult> Upload(string offerId, CancellationToken cancel)
    {
        try
        {
            if (SentSections.Of(Request) is not { } sections || !await CarriesToken(sections, cancel)) return BadRequest();
            if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
            var form = await UploadForm.Read(sections, cancel);
            return form.File is { FileName.Length: > 0 } ? await Take(offer, form, cancel) : NoFile(offerId);
        }
        catch (BodyCutShort)
        {
            return BadRequest();
        }
        catch (OperationCanceledException) when (HttpContext.RequestAborted.IsCancellationRequested)
        {
            return new EmptyResult();
        }
    }

    private async Task<IActionResult> Take(OfferSummary offer, UploadForm form, CancellationToken cancel)
    {
        var id = await files.IsNew(form.PublicId, cancel) ? form.PublicId : Domain.PublicId.New();
        var imported = await import.Run(new CodeUpload(offer.Id, id, form.File!.FileName!, User.Actor()), form.File.Body, cancel);
        // What was stored is stored, whether or not the browser is still there.
        var sent = imported is ImportedFile.Published && form.Send && User.Has(Permission.SendFulfillment)
            ? await send.Run(offer.Id, User.Actor(), time.GetUtcNow().UtcDateTime, CancellationToken.None)
            : 0;
        if (sent > 0) TempData["Done"] = texts.Count("PromoCodes.SentToWaiting", sent);
        return RedirectToAction("Open", "Codes", new { offerId = offer.PublicId, fileId = id });
    }

    /// <summary>The token is looked for in a header first: it is put there, so that the form is not read for it.</summary>
    private async Task<bool> CarriesToken(SentSections sections, CancellationToken cancel)
    {
        if (await sections.Next(cancel) is not { FileName: null } first || first.Name != names.Value.FormFieldName) return false;
        Request.Headers[names.Value.HeaderName!] = await first.Text(cancel);
        return await antiforgery.IsRequestValidAsync(HttpContext);
    }

    private RedirectToActionResult NoFile(string offerId)
    {
        TempData["Refused"] = texts["PromoCodes.NoFile"];
        return RedirectToAction("List", "Codes", new { offerId });
    }
}
