using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>Sends an endpoint a message that tells of nothing, to see whether it arrives.</summary>
public sealed class TestWebhook(IWrites writes)
{
    /// <returns>False: it is not there, or disabled.</returns>
    public Task<bool> Run(int by, string publicId, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId && e.DisabledAt == null, stop) is not { } endpoint) return false;
            var (actor, _) = await db.Acting(by, stop);
            var payload = TellingWebhooks.Payload(WebhookEvents.Test, now, new { webhook = endpoint.PublicId });
            db.WebhookDeliveries.Add(new WebhookDelivery(endpoint.Id, WebhookEvents.Test, payload, now));
            db.AuditEntries.Add(new AuditEntry("webhook.tested", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return true;
        }, cancel);
}

public enum RedeliverOutcome { Queued, AlreadyOnItsWay, Disabled, NotThere }

/// <summary>Sends a message again as it was, under the same id.</summary>
public sealed class RedeliverWebhook(IWrites writes)
{
    public Task<RedeliverOutcome> Run(int by, string endpointId, string deliveryId, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            var endpoint = await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == endpointId, stop);
            if (endpoint is null || await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.PublicId == deliveryId && d.EndpointId == endpoint.Id, stop) is not { } delivery)
                return RedeliverOutcome.NotThere;
            if (endpoint.DisabledAt is not null) return RedeliverOutcome.Disabled;
            if (delivery.NextAttemptAt is not null) return RedeliverOutcome.AlreadyOnItsWay;
            var (actor, _) = await db.Acting(by, stop);
            delivery.Redeliver(now);
            db.AuditEntries.Add(new AuditEntry("webhook.redelivered", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return RedeliverOutcome.Queued;
        }, cancel);
}
