using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Startup;

/// <summary>Whose word is taken for where a request came from.</summary>
public sealed record ProxyOptions
{
    public const string Section = "Proxies";

    /// <summary>
    /// Addresses (<c>10.0.0.5</c>) or networks (<c>10.0.0.0/24</c>) of the proxies in front; empty: X-Forwarded-For and
    /// X-Forwarded-Proto are not read at all.
    /// </summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    internal void Apply(ForwardedHeadersOptions headers)
    {
        headers.ForwardedHeaders = Known.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        headers.ForwardLimit = null; // As many hops as there are known proxies in a row.
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var known in Known)
        {
            if (IPAddress.TryParse(known, out var address)) headers.KnownProxies.Add(address);
            else headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(known));
        }
    }
}

internal sealed class ProxyOptionsAreAddresses : IValidateOptions<ProxyOptions>
{
    public ValidateOptionsResult Validate(string? name, ProxyOptions options)
    {
        var wrong = options.Known.Where(known => !IPAddress.TryParse(known, out _) && !System.Net.IPNetwork.TryParse(known, out _)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Proxies:Known takes addresses such as 10.0.0.5 and networks such as 10.0.0.0/24, not {string.Join(", ", wrong)}.");
    }
}
