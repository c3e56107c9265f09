using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>What is decided of a file: whether its codes are kept, discarded or removed, and who gets them.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/codes")]
public sealed class FateController(ReadOffer offers, ReadCodeFiles files, SendToThoseWhoWait waiting, Texts texts, TimeProvider time) : Controller
{
    [HttpPost("{fileId}/keep"), Requires(Permission.UploadCodes)]
    public Task<IActionResult> Keep(string offerId, string fileId, bool send, [FromServices] KeepCodeFile keep, CancellationToken cancel) =>
        Decide(offerId, fileId, async (offer, file) =>
        {
            if (!await keep.Run(file.Id, User.Actor(), cancel)) return Refused("PromoCodes.NotHeldBack");
            return send && User.Has(Permission.SendFulfillment) ? await Send(offer) : Done("PromoCodes.Kept", file.Name);
        }, cancel);

    [HttpPost("{fileId}/discard"), Requires(Permission.UploadCodes)]
    public Task<IActionResult> Discard(string offerId, string fileId, [FromServices] DiscardCodeFile discard, CancellationToken cancel) =>
        Decide(offerId, fileId, async (_, file) => await discard.Run(file.Id, User.Actor(), cancel)
            ? Done("PromoCodes.DiscardedNow", file.Name)
            : Refused("PromoCodes.NotHeldBack"), cancel);

    [HttpPost("{fileId}/remove"), Requires(Permission.UploadCodes)]
    public Task<IActionResult> Remove(string offerId, string fileId, [FromServices] RemoveCodeFile remove, CancellationToken cancel) =>
        Decide(offerId, fileId, async (_, file) => await remove.Run(file.Id, User.Actor(), cancel)
            ? Done("PromoCodes.RemovedNow", file.Name)
            : Refused("PromoCodes.NotRemovable"), cancel);

    /// <summary>Codes for those who wait, oldest first, as many as are free.</summary>
    [HttpPost("send"), Requires(Permission.SendFulfillment)]
    public async Task<IActionResult> SendWaiting(string offerId, string? fileId, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        Say(await Send(offer));
        return fileId is null ? RedirectToAction("List", "Codes", new { offerId }) : RedirectToAction("Open", "Codes", new { offerId, fileId });
    }

    private async Task<IActionResult> Decide(string offerId, string fileId, Func<OfferSummary, CodeFile, Task<Said>> decision, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (await files.Find(offer.Id, fileId, cancel) is not { File: var file }) return NotFound();
        Say(await decision(offer, file));
        return RedirectToAction("Open", "Codes", new { offerId, fileId });
    }

    private async Task<Said> Send(OfferSummary offer)
    {
        var sent = await waiting.Run(offer.Id, User.Actor(), time.GetUtcNow().UtcDateTime, CancellationToken.None);
        return sent > 0 ? new("Done", texts.Count("PromoCodes.SentToWaiting", sent)) : Refused("PromoCodes.SentToNobody");
    }

    private Said Done(string key, string fileName) => new("Done", texts[key, fileName]);

    private Said Refused(string key) => new("Refused", texts[key]);

    private void Say(Said said) => TempData[said.Place] = said.Text;

    /// <param name="Place">Where the message of a page looks.</param>
    private sealed record Said(string Place, string Text);
}
