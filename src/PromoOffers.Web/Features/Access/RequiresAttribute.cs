using Microsoft.AspNetCore.Authorization;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>An action for those alone who hold the permission. Several: all of them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequiresAttribute(Permission permission) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Permission Permission { get; } = permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Decides <see cref="RequiresAttribute"/> by what the person carries, and notes what was missing for the page that says so.</summary>
public sealed class PermissionCheck(IHttpContextAccessor accessor) : AuthorizationHandler<RequiresAttribute>
{
    private const string Key = "missing permission";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiresAttribute requirement)
    {
        if (context.User.Has(requirement.Permission)) context.Succeed(requirement);
        else if (context.User.IsSignedIn()) accessor.HttpContext?.Items[Key] = requirement.Permission;
        return Task.CompletedTask;
    }

    /// <summary>What this request was refused for; null: nothing of the kind.</summary>
    public static Permission? Missing(HttpContext context) => context.Items[Key] as Permission?;
}
