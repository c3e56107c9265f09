namespace PromoOffers.Web.Messaging;

/// <summary>Where webhooks may lead.</summary>
public sealed record WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Also to addresses of the own network, and without https: for a shop behind the same firewall, and for trying things out. Whoever
    /// holds Access Webhooks can then reach what the server reaches.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }
}
