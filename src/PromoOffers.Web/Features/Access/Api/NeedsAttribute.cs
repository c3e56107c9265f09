using Microsoft.AspNetCore.Authorization;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.Access.Api;

/// <summary>An action of the API for keys with the scope alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public NeedsAttribute(ApiScope scope) => (Scope, AuthenticationSchemes) = (scope, ApiKeyScheme.Name);

    public ApiScope Scope { get; }

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Decides <see cref="NeedsAttribute"/>, and notes what was missing.</summary>
public sealed class ScopeCheck(IHttpContextAccessor accessor) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (context.User.HasScope(requirement.Scope)) context.Succeed(requirement);
        else if (accessor.HttpContext is { } request)
            ApiProblem.Of(StatusCodes.Status403Forbidden, "insufficient_scope", $"The key needs the scope {ApiScopes.Name(requirement.Scope)}.").Note(request);
        return Task.CompletedTask;
    }
}
