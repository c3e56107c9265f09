using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PromoOffers.Data.Participants;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The button of the private page that confirms the address. Everybody's comes on the first day, so it reads nothing beside the operation.</summary>
[AllowAnonymous, PrivatePage]
public sealed class ConfirmController : Controller
{
    [HttpPost("/o/{slug}/confirm"), EnableRateLimiting(Limits.Visit)]
    public async Task<IActionResult> Confirm(string slug, [FromServices] ConfirmAddress confirm, CancellationToken cancel)
    {
        if (PrivateCookie.Of(Request) is not { } token) return NotFound();
        return await confirm.Run(slug, token, cancel) switch
        {
            ConfirmOutcome.Confirmed or ConfirmOutcome.NotOpen => RedirectToAction(nameof(PrivateOfferController.Mine), "PrivateOffer", new { slug }),
            ConfirmOutcome.Unknown => NotFound(),
            var other => throw new InvalidOperationException($"{other} has no page."),
        };
    }
}
