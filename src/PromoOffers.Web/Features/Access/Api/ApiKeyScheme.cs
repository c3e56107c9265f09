using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access.Api;

/// <summary>Knows a program by its key: <c>Authorization: Bearer po_…</c>. A browser's session opens nothing here, and a key no page.</summary>
public sealed class ApiKeyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KnownKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await keys.Find(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("No key in force.");
        var identity = new ClaimsIdentity(key.Claims(), Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"PromoOffers\"";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}

/// <summary>What a program carries that has proved its key.</summary>
public static class ProgramClaims
{
    private const string Scope = "scope";

    public static IEnumerable<Claim> Claims(this ApiKey key) =>
    [
        new(ClaimTypes.NameIdentifier, key.Id.ToString(CultureInfo.InvariantCulture)),
        new(ClaimTypes.Name, key.Name),
        .. key.Scopes.Select(scope => new Claim(Scope, ApiScopes.Name(scope))),
    ];

    public static bool HasScope(this ClaimsPrincipal program, ApiScope scope) => program.HasClaim(Scope, ApiScopes.Name(scope));

    public static int KeyId(this ClaimsPrincipal program) =>
        int.Parse(program.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("No key was shown."), CultureInfo.InvariantCulture);

    public static string KeyName(this ClaimsPrincipal program) => program.FindFirstValue(ClaimTypes.Name) ?? "";

    /// <summary>As the audit trail names it.</summary>
    public static Actor ProgramActor(this ClaimsPrincipal program) => new(null, program.KeyName());
}
