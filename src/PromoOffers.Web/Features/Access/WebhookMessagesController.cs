using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

public sealed record WebhookMessagePage(WebhookEndpoint Endpoint, WebhookDelivery Message, string Zone)
{
    public bool MayBeSentAgain => Message.NextAttemptAt is null && Endpoint.DisabledAt is null;
}

/// <summary>One message to an endpoint: what it said and what became of it.</summary>
[Requires(Permission.AccessAdmin), Requires(Permission.AccessWebhooks)]
public sealed class WebhookMessagesController(PromoOffersDb db, RedeliverWebhook redeliver, TimeProvider clock, Texts texts) : Controller
{
    [HttpGet("/webhooks/{id}/messages/{messageId}")]
    public async Task<IActionResult> Show(string id, string messageId, CancellationToken cancel)
    {
        if (await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.PublicId == id, cancel) is not { } endpoint) return NotFound();
        var message = await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == messageId && d.EndpointId == endpoint.Id, cancel);
        return message is null ? NotFound() : View(new WebhookMessagePage(endpoint, message, await db.Organization.Select(o => o.TimeZone).SingleAsync(cancel)));
    }

    [HttpPost("/webhooks/{id}/messages/{messageId}/again")]
    public async Task<IActionResult> Again(string id, string messageId, CancellationToken cancel)
    {
        var outcome = await redeliver.Run(User.Id(), id, messageId, clock.GetUtcNow().UtcDateTime, cancel);
        if (outcome == RedeliverOutcome.NotThere) return NotFound();
        TempData[outcome == RedeliverOutcome.Queued ? "Done" : "Refused"] = texts[$"Webhooks.Again{outcome}"];
        return RedirectToAction("Show", "Webhooks", new { id });
    }
}
