using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>Tells an endpoint nothing more: what was on its way has failed, and what happens meanwhile is not kept for it.</summary>
public sealed class DisableWebhook(IWrites writes)
{
    /// <returns>False: it is not there, or disabled already.</returns>
    public Task<bool> Run(int by, string publicId, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId && e.DisabledAt == null, stop) is not { } endpoint) return false;
            var (actor, _) = await db.Acting(by, stop);
            await db.Disable(endpoint, actor, now, stop);
            return true;
        }, cancel);
}

/// <summary>Tells an endpoint again what happens from now on.</summary>
public sealed class EnableWebhook(IWrites writes)
{
    /// <returns>False: it is not there, or not disabled.</returns>
    public Task<bool> Run(int by, string publicId, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId && e.DisabledAt != null, stop) is not { } endpoint) return false;
            var (actor, _) = await db.Acting(by, stop);
            endpoint.Enable();
            db.AuditEntries.Add(new AuditEntry("webhook.enabled", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return true;
        }, cancel);
}

/// <summary>Takes an endpoint away, with all that was sent to it.</summary>
public sealed class DeleteWebhook(IWrites writes)
{
    /// <summary>On SQL Server a lock on more rows would become one on the whole table.</summary>
    private const int Chunk = 1000;

    /// <returns>False: it is not there.</returns>
    public async Task<bool> Run(int by, string publicId, DateTime now, CancellationToken cancel = default)
    {
        var found = await writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId, stop) is not { } endpoint) return (int?)null;
            var (actor, _) = await db.Acting(by, stop);
            endpoint.Disable(now);
            db.AuditEntries.Add(new AuditEntry("webhook.deleted", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return endpoint.Id;
        }, cancel);
        if (found is not { } id) return false;
        // From here on nothing is told it any more; a server that stops half way leaves a disabled endpoint.
        while (await writes.Run((db, stop) => Some(db, id, stop), cancel) > 0) { }
        await writes.Run((db, stop) => db.WebhookEndpoints.Where(e => e.Id == id).ExecuteDeleteAsync(stop), cancel);
        return true;
    }

    private static async Task<int> Some(PromoOffersDb db, int endpointId, CancellationToken cancel)
    {
        var some = await db.WebhookDeliveries.Where(d => d.EndpointId == endpointId).OrderBy(d => d.Id).Select(d => d.Id).Take(Chunk).ToListAsync(cancel);
        if (some.Count == 0) return 0;
        var last = some[^1];
        return await db.WebhookDeliveries.Where(d => d.EndpointId == endpointId && d.Id <= last).ExecuteDeleteAsync(cancel);
    }
}

internal static class DisablingWebhooks
{
    public static Task<int> Disable(this PromoOffersDb db, WebhookEndpoint endpoint, Actor actor, DateTime now, CancellationToken cancel)
    {
        endpoint.Disable(now);
        db.AuditEntries.Add(new AuditEntry("webhook.disabled", actor, now) { Details = WebhookDetails.Of(endpoint) });
        return db.WebhookDeliveries.Where(d => d.EndpointId == endpoint.Id && d.NextAttemptAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, WebhookDeliveryState.Failed)
            .SetProperty(d => d.NextAttemptAt, (DateTime?)null)
            .SetProperty(d => d.LeaseOwner, (string?)null)
            .SetProperty(d => d.LeaseUntil, (DateTime?)null)
            .SetProperty(d => d.LastError, WebhookErrors.Disabled), cancel);
    }
}
