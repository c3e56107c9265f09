using Microsoft.AspNetCore.DataProtection;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>
/// Closes the secret of a webhook for the database and opens it for signing. To be asked before an operation, for the key ring itself
/// writes through the lane.
/// </summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("PromoOffers.Webhooks");

    public string Close(WebhookSecret secret) => protector.Protect(secret.Text);

    public WebhookSecret Open(string closed) => WebhookSecret.Read(protector.Unprotect(closed));

    /// <summary>What a message is signed with now: one secret, or while it is being changed the new one and the former.</summary>
    public IReadOnlyList<WebhookSecret> Of(WebhookEndpoint endpoint, DateTime now) =>
        endpoint is { ProtectedFormerSecret: { } former, FormerSecretUntil: { } until } && now < until
            ? [Open(endpoint.ProtectedSecret), Open(former)]
            : [Open(endpoint.ProtectedSecret)];
}
