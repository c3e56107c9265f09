namespace PromoOffers.Domain.Access;

/// <summary>What somebody may do. A sub-permission needs its parent (<see cref="Permissions.ParentOf"/>).</summary>
public enum Permission
{
    AccessMarketingActivities,
    EditMarketingAsset,
    ApproveOffer,
    CloneMarketingAsset,
    DeleteMarketingAsset,
    UploadCodes,
    PickWinners,
    SendFulfillment,
    ManageParticipants,
    ViewPersonalData,
    AccessPrizes,
    AccessAdmin,
    AccessUsers,
    AccessRoles,
    AccessApiKeys,
    AccessWebhooks,
    AccessAuditTrail,
    AccessSettings,
    RollBackRedemptions,
}

public static class Permissions
{
    public static IReadOnlyList<Permission> All { get; } = Enum.GetValues<Permission>();

    /// <summary>The permission without which this one means nothing; null: it stands alone.</summary>
    public static Permission? ParentOf(Permission permission) => permission switch
    {
        Permission.AccessMarketingActivities or Permission.AccessAdmin => null,
        >= Permission.AccessUsers => Permission.AccessAdmin,
        _ => Permission.AccessMarketingActivities,
    };

    /// <summary>The set without those whose parent is missing.</summary>
    public static IReadOnlySet<Permission> Closed(IEnumerable<Permission> wanted)
    {
        var set = wanted.ToHashSet();
        set.RemoveWhere(p => ParentOf(p) is { } parent && !set.Contains(parent));
        return set;
    }
}

/// <summary>The roles that come with the product; they cannot be edited.</summary>
public static class BuiltInRoles
{
    public const string Admin = "Admin";
    public const string MarketingUser = "Marketing User";
    public const string AccessPrizes = "Access Prizes";
    public const string AnalyticsUser = "Analytics User";

    public static IReadOnlyDictionary<string, IReadOnlyList<Permission>> All { get; } = new Dictionary<string, IReadOnlyList<Permission>>
    {
        [Admin] = Permissions.All,
        [MarketingUser] =
        [
            Permission.AccessMarketingActivities, Permission.EditMarketingAsset, Permission.ApproveOffer, Permission.CloneMarketingAsset,
            Permission.DeleteMarketingAsset, Permission.UploadCodes, Permission.PickWinners, Permission.SendFulfillment,
            Permission.ManageParticipants, Permission.ViewPersonalData,
        ],
        [AccessPrizes] = [Permission.AccessMarketingActivities, Permission.AccessPrizes, Permission.ViewPersonalData],
        [AnalyticsUser] = [Permission.AccessMarketingActivities],
    };
}
