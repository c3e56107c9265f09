using System.Net;

namespace PromoOffers.Domain.Access;

/// <summary>Why an address is none for a webhook.</summary>
public enum WebhookAddressProblem { NoAddress, NotHttps, Private }

/// <summary>
/// Where messages may go. What a name resolves to is asked each time a connection is made, for it may change: whoever can name an
/// address must not reach what stands behind the firewall with it (OWASP, Server-Side Request Forgery Prevention).
/// </summary>
public static class WebhookAddress
{
    /// <summary>Not on the public internet, and yet somebody's own: a setting can allow them.</summary>
    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");

    /// <summary>
    /// Nobody's, or the link's own, where clouds keep the credentials of their machines: never (IANA IPv4 and IPv6 Special-Purpose
    /// Address Registries).
    /// </summary>
    private static readonly IPNetwork[] Never = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>All that is handed out of IPv6.</summary>
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    /// <summary>An IPv4 address in the last four bytes, behind a translator (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <param name="allowPrivate">Addresses of the own network, and http.</param>
    /// <returns>Null: it can be kept; whether its name leads to somewhere allowed is asked when it is used.</returns>
    public static WebhookAddressProblem? ProblemOf(string text, bool allowPrivate)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url is not { UserInfo: "", Fragment: "" } || url.Host.Length == 0)
            return WebhookAddressProblem.NoAddress;
        if (url.Scheme == "http" && !allowPrivate) return WebhookAddressProblem.NotHttps;
        return IPAddress.TryParse(url.DnsSafeHost, out var address) && !MayBeReached(address, allowPrivate) ? WebhookAddressProblem.Private : null;
    }

    public static bool MayBeReached(IPAddress address, bool allowPrivate)
    {
        var plain = Plain(address);
        if (Private.Any(n => n.Contains(plain))) return allowPrivate;
        if (Never.Any(n => n.Contains(plain))) return false;
        return plain.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || PublicV6.Contains(plain);
    }

    /// <summary>The IPv4 address that an IPv6 address stands for, where it does.</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12)) : address;
    }

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(IPNetwork.Parse)];
}
