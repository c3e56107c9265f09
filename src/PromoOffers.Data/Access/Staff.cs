using Microsoft.AspNetCore.Identity;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>A member of staff who signs in.</summary>
public sealed class StaffUser : IdentityUser<int>
{
    public const int MaxNameLength = 100;

    public string DisplayName { get; set; } = "";

    /// <summary>"en" or "fr"; null: as the browser asks.</summary>
    public string? Language { get; set; }

    /// <summary>Null while the account may sign in.</summary>
    public DateTime? DeactivatedAt { get; set; }
    public DateTime? InvitedAt { get; set; }
}

/// <summary>A name for a set of permissions.</summary>
public sealed class StaffRole : IdentityRole<int>
{
    public string Description { get; set; } = "";

    /// <summary>Comes with the product and is not edited.</summary>
    public bool BuiltIn { get; set; }

    /// <summary>Names of the permissions, comma-separated; <see cref="Permissions"/> reads and writes it.</summary>
    public string PermissionNames { get; private set; } = "";

    public IReadOnlySet<Permission> Permissions
    {
        get => PermissionNames.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Permission>).ToHashSet();
        set => PermissionNames = string.Join(',', Domain.Access.Permissions.Closed(value).Order());
    }
}
