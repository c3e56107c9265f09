using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>A webhook as somebody describes it.</summary>
/// <param name="Url">Checked (<see cref="WebhookAddress"/>).</param>
/// <param name="Events">Some of <see cref="WebhookEvents.All"/>, at least one.</param>
public sealed record WebhookDescription(string Url, string Description, IReadOnlyCollection<string> Events)
{
    internal void Apply(WebhookEndpoint endpoint)
    {
        if (!Events.Intersect(WebhookEvents.All).Any()) throw new RuleBroken("A webhook is told of something.");
        endpoint.Describe(Url, Description, Events);
    }
}

/// <param name="Secret">To be shown now, and never again.</param>
public sealed record WebhookKey(string PublicId, string Secret);

/// <summary>Makes an endpoint and its secret.</summary>
public sealed class CreateWebhook(IWrites writes, WebhookSecrets secrets)
{
    public Task<WebhookKey> Run(int by, WebhookDescription description, DateTime now, CancellationToken cancel = default)
    {
        var secret = WebhookSecret.New();
        var closed = secrets.Close(secret);
        return writes.Run(async (db, stop) =>
        {
            var (actor, _) = await db.Acting(by, stop);
            var endpoint = db.WebhookEndpoints.Add(new WebhookEndpoint(description.Url, closed, actor.Name, now)).Entity;
            description.Apply(endpoint);
            db.AuditEntries.Add(new AuditEntry("webhook.created", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return new WebhookKey(endpoint.PublicId, secret.Text);
        }, cancel);
    }
}

/// <summary>Changes where an endpoint is and what it is told of; messages on their way go to the new address.</summary>
public sealed class ChangeWebhook(IWrites writes)
{
    /// <returns>False: it is not there.</returns>
    public Task<bool> Run(int by, string publicId, WebhookDescription description, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId, stop) is not { } endpoint) return false;
            var (actor, _) = await db.Acting(by, stop);
            description.Apply(endpoint);
            db.AuditEntries.Add(new AuditEntry("webhook.changed", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return true;
        }, cancel);
}

/// <summary>Gives an endpoint a new secret; for a while messages are signed with both (<see cref="WebhookEndpoint.FormerSecretHolds"/>).</summary>
public sealed class RotateWebhookSecret(IWrites writes, WebhookSecrets secrets)
{
    /// <returns>Null: it is not there.</returns>
    public Task<WebhookKey?> Run(int by, string publicId, DateTime now, CancellationToken cancel = default)
    {
        var secret = WebhookSecret.New();
        var closed = secrets.Close(secret);
        return writes.Run(async (db, stop) =>
        {
            if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.PublicId == publicId, stop) is not { } endpoint) return null;
            var (actor, _) = await db.Acting(by, stop);
            endpoint.Rotate(closed, now);
            db.AuditEntries.Add(new AuditEntry("webhook.secret-rotated", actor, now) { Details = WebhookDetails.Of(endpoint) });
            return new WebhookKey(publicId, secret.Text);
        }, cancel);
    }
}

/// <summary>What an audit entry names of a webhook: its host alone, for a path may hold a secret of the other side.</summary>
internal static class WebhookDetails
{
    public static Dictionary<string, string> Of(WebhookEndpoint endpoint) => new() { ["webhook"] = new Uri(endpoint.Url).Host };
}
