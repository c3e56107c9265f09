using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Shared;

/// <summary>An entry of the side bar; it leads to the first of its doors that this person may open.</summary>
/// <param name="Text">Key of what it says.</param>
public sealed record NavigationItem(string Icon, string Text, params NavigationItem.Door[] Doors)
{
    /// <param name="Controller">The page it leads to.</param>
    public sealed record Door(Permission Permission, string Controller, string Address);

    public static IReadOnlyList<NavigationItem> Admin { get; } =
    [
        new("users", "Shared.UsersAndRoles", new(Permission.AccessUsers, "Users", "~/users"), new(Permission.AccessRoles, "Roles", "~/roles")),
        new("key", "Shared.ApiKeys", new Door(Permission.AccessApiKeys, "ApiKeys", "~/api-keys")),
        new("link", "Shared.Webhooks", new Door(Permission.AccessWebhooks, "Webhooks", "~/webhooks"), new Door(Permission.AccessWebhooks, "WebhookMessages", "~/webhooks")),
        new("history", "Shared.AuditTrail", new Door(Permission.AccessAuditTrail, "AuditTrail", "~/audit")),
        new("settings", "Shared.Settings", new Door(Permission.AccessSettings, "Settings", "~/settings")),
    ];
}
