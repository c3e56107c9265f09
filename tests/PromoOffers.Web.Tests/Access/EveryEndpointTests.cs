using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Access.Api;

namespace PromoOffers.Web.Tests.Access;

/// <summary>Walks every endpoint as everybody. What an endpoint asks for is said twice: at the action, and for administration in this table.</summary>
public sealed partial class EveryEndpointTests : IDisposable
{
    private static readonly Dictionary<string, Permission> Administration = new()
    {
        ["users"] = Permission.AccessUsers,
        ["roles"] = Permission.AccessRoles,
        ["settings"] = Permission.AccessSettings,
        ["webhooks"] = Permission.AccessWebhooks,
        ["audit"] = Permission.AccessAuditTrail,
        ["api-keys"] = Permission.AccessApiKeys,
    };

    /// <summary>First words of the addresses that anybody may open.</summary>
    private static readonly string[] Open =
        ["sign-in", "sign-out", "forgot", "reset", "invitation", "setup", "status", "language", "brand", "health", "o", "r", "checkout", "{**rest}", "{*path}"];

    /// <summary>First words of the addresses for whoever is signed in.</summary>
    private static readonly string[] ForEverybodySignedIn = ["", "account"];

    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_endpoint_says_whom_it_is_for()
    {
        var endpoints = Endpoints();
        Assert.NotEmpty(endpoints);
        Assert.All(endpoints, e =>
        {
            if (IsOpen(e)) Assert.Contains(FirstWord(e), Open);
            else if (Needed(e).Count == 0 && !IsApi(e)) Assert.Contains(FirstWord(e), ForEverybodySignedIn);
        });
    }

    /// <summary>A program proves itself by a key, and by nothing that a browser sends by itself.</summary>
    [Fact]
    public void The_api_asks_for_a_key()
    {
        var api = Endpoints().Where(IsApi).ToList();
        Assert.NotEmpty(api);
        Assert.All(api, e => Assert.Contains(e.Metadata.GetOrderedMetadata<IAuthorizeData>(), a => a.AuthenticationSchemes == ApiKeyScheme.Name));
        Assert.All(api, e => Assert.False(IsOpen(e)));
    }

    [Fact]
    public void Administration_asks_for_what_the_table_says()
    {
        var administration = Endpoints().Where(e => Administration.ContainsKey(FirstWord(e))).ToList();
        Assert.NotEmpty(administration);
        Assert.All(administration, e => Assert.Equal([Permission.AccessAdmin, Administration[FirstWord(e)]], Needed(e).Order()));
    }

    [Fact]
    public async Task Nobody_but_those_who_may_gets_in()
    {
        var endpoints = Endpoints().Where(e => !IsOpen(e)).ToList();
        foreach (var (role, permissions) in BuiltInRoles.All)
        {
            using var browser = await _site.SignedIn(role);
            foreach (var endpoint in endpoints)
            {
                var answer = await browser.SendAsync(Request(endpoint));
                var mayEnter = Needed(endpoint).All(permissions.Contains);
                Assert.True((answer.StatusCode != HttpStatusCode.Forbidden) == mayEnter, $"{role}: {endpoint.DisplayName} answered {answer.StatusCode}");
                // Signing out took effect where the request needed no token.
                if (SendsToSignIn(answer)) Assert.Fail($"{role} was signed out by {endpoint.DisplayName}");
            }
        }
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in()
    {
        await _site.AddStaff("somebody@staff.example", BuiltInRoles.Admin);
        using var browser = _site.Browser();
        foreach (var endpoint in Endpoints().Where(e => !IsOpen(e)))
        {
            var answer = await browser.SendAsync(Request(endpoint));
            Assert.True(SendsToSignIn(answer) || answer.StatusCode == HttpStatusCode.Unauthorized, $"{endpoint.DisplayName} answered {answer.StatusCode}");
        }
    }

    private List<RouteEndpoint> Endpoints() =>
        [.. _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)];

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsApi(RouteEndpoint endpoint) => FirstWord(endpoint) == "api";

    private static List<Permission> Needed(RouteEndpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<RequiresAttribute>().Select(r => r.Permission)];

    private static string FirstWord(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').Split('/')[0];

    private static HttpRequestMessage Request(RouteEndpoint endpoint) => new(
        new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET"),
        "/" + Value().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "1"));

    private static bool SendsToSignIn(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Value();
}
