using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Participants;

/// <summary>Sends prizes from the list: those that were earned, a code once more, or another code in its place.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.SendFulfillment)]
[Route("/offers/{offerId}/participants")]
public sealed class SendingController(PromoOffersDb db, ReadOffer offers, Texts texts, TimeProvider time) : Controller
{
    private const int MostAtOnce = 500;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [HttpPost("send")]
    public async Task<IActionResult> Send(string offerId, string[] who, [FromServices] SendFulfillment send, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        var ids = await db.Participants.Where(p => p.OfferId == offer.Id && who.Take(MostAtOnce).Contains(p.EntryId)).Select(p => p.Id).ToListAsync(cancel);
        var done = await send.Run(offer.Id, ids, User.Actor(), Now, cancel);
        string[] said = [
            .. done.Sent > 0 ? [texts.Count("Participants.SentSome", done.Sent)] : Array.Empty<string>(),
            .. done.Waiting > 0 ? [texts.Count("Participants.WaitSome", done.Waiting)] : Array.Empty<string>(),
        ];
        return said.Length > 0 ? Told(offerId, "Done", string.Join(' ', said)) : Told(offerId, "Refused", texts["Participants.SentNone"]);
    }

    [HttpPost("codes/{codeId:long}/resend")]
    public async Task<IActionResult> Resend(string offerId, long codeId, [FromServices] ResendCode resend, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        return await resend.Run(offer.Id, codeId, User.Actor(), Now, cancel) switch
        {
            ResendOutcome.Queued or ResendOutcome.AlreadyOnItsWay => Told(offerId, "Done", texts["Participants.Resent"]),
            ResendOutcome.NotAssigned => Told(offerId, "Refused", texts["Participants.ResendNotAssigned"]),
            ResendOutcome.HolderErased => Told(offerId, "Refused", texts["Participants.HolderErased"]),
            var other => throw new InvalidOperationException($"There is no answer to {other}."),
        };
    }

    [HttpPost("codes/{codeId:long}/replace"), Requires(Permission.AccessPrizes)]
    public async Task<IActionResult> Replace(string offerId, long codeId, string? reason, [FromServices] ReplaceCode replace, CancellationToken cancel)
    {
        if (await offers.Run(offerId, cancel) is not { } offer) return NotFound();
        if (reason?.Trim() is not { Length: > 0 and <= ReplaceCode.MaxReasonLength } why)
            return Told(offerId, "Refused", texts["Participants.ReplaceReasonNeeded", ReplaceCode.MaxReasonLength]);
        return await replace.Run(offer.Id, codeId, why, User.Actor(), Now, cancel) switch
        {
            ReplaceOutcome.Replaced => Told(offerId, "Done", texts["Participants.ReplacedNow"]),
            ReplaceOutcome.Redeemed => Told(offerId, "Refused", texts["Participants.ReplaceRedeemed"]),
            ReplaceOutcome.NoneFree => Told(offerId, "Refused", texts["Participants.ReplaceNoneFree"]),
            ReplaceOutcome.NotAssigned => Told(offerId, "Refused", texts["Participants.ReplaceNotAssigned"]),
            ReplaceOutcome.HolderErased => Told(offerId, "Refused", texts["Participants.HolderErased"]),
            var other => throw new InvalidOperationException($"There is no answer to {other}."),
        };
    }

    private RedirectToActionResult Told(string offerId, string place, string text)
    {
        TempData[place] = text;
        return RedirectToAction("List", "Participants", new { offerId });
    }
}
