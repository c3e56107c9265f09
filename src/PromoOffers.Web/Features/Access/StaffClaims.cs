using System.Security.Claims;

namespace PromoOffers.Web.Features.Access;

/// <summary>What a signed-in member of staff carries: a name, a role and its permissions.</summary>
public static class StaffClaims
{
    public const string Permission = "permission";

    /// <summary>The name of the role, as it is shown.</summary>
    public const string RoleName = "role_name";

    /// <summary>The name of the person, as it is shown.</summary>
    public const string DisplayName = "display_name";

    public static bool IsSignedIn(this ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true };

    public static bool Has(this ClaimsPrincipal user, string permission) => user.HasClaim(Permission, permission);

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(DisplayName) ?? user.Identity?.Name ?? "";

    public static string RoleNameOf(this ClaimsPrincipal user) => user.FindFirstValue(RoleName) ?? "";

    /// <summary>One or two letters for the round sign beside the name.</summary>
    public static string Initials(this ClaimsPrincipal user)
    {
        var words = user.Name().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words is [var first, .., var last] ? [first[..1], last[..1]] : words.Select(w => w[..1])).ToUpperInvariant();
    }
}
