using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

/// <summary>Roles that come with the product are called in the language of the page; others as they were named.</summary>
public static class RoleNames
{
    public static string RoleName(this Texts texts, string role) =>
        BuiltInRoles.All.ContainsKey(role) ? texts[$"Access.Role{Word(role)}"] : role;

    /// <param name="description">What was written beside a role of one's own.</param>
    public static string RoleDescription(this Texts texts, string role, string description) =>
        BuiltInRoles.All.ContainsKey(role) ? texts[$"Access.About{Word(role)}"] : description;

    public static string PermissionName(this Texts texts, Permission permission) => texts[$"Access.Permission{permission}"];

    private static string Word(string role) => role.Replace(" ", "", StringComparison.Ordinal);
}
