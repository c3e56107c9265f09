using System.Globalization;
using System.Security.Claims;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>What a signed-in member of staff carries: a name, a role and its permissions.</summary>
public static class StaffClaims
{
    public const string Permission = "permission";

    /// <summary>The name of the role, as it is stored.</summary>
    public const string RoleName = "role_name";

    /// <summary>The name of the person, as it is shown.</summary>
    public const string DisplayName = "display_name";

    public static bool IsSignedIn(this ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true };

    public static bool Has(this ClaimsPrincipal user, Permission permission) => user.HasClaim(Permission, permission.ToString());

    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(DisplayName) ?? "";

    public static string Role(this ClaimsPrincipal user) => user.FindFirstValue(RoleName) ?? "";

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static int Id(this ClaimsPrincipal user) =>
        int.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody is signed in."), CultureInfo.InvariantCulture);

    public static Actor Actor(this ClaimsPrincipal user) => new(user.Id(), user.Name());

    /// <summary>What this person may hand out.</summary>
    public static Grants Grants(this ClaimsPrincipal user) =>
        new(user.Role() == BuiltInRoles.Admin, user.FindAll(Permission).Select(c => Enum.Parse<Permission>(c.Value)).ToHashSet());

    /// <summary>One or two letters for the round sign beside the name.</summary>
    public static string Initials(this ClaimsPrincipal user)
    {
        var words = user.Name().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words is [var first, .., var last] ? [first[..1], last[..1]] : words.Select(w => w[..1])).ToUpperInvariant();
    }
}
