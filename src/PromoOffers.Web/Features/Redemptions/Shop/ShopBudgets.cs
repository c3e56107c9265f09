using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace PromoOffers.Web.Features.Redemptions.Shop;

/// <summary>How many codes one network address and one browser may try: a code is found by having it, not by trying.</summary>
public sealed class ShopBudgets(IConfiguration configuration) : IDisposable
{
    public const string Setting = "Limits:CodesPerMinute";

    private const int OfBrowser = 10;
    private const int OfAddress = 60;
    private const int NeighbourBytes = 8;

    private readonly PartitionedRateLimiter<string> addresses = Windows(configuration.GetValue(Setting, OfAddress));
    private readonly PartitionedRateLimiter<string> browsers = Windows(Math.Min(OfBrowser, configuration.GetValue(Setting, OfAddress)));

    /// <summary>Counts a try, whatever comes of it.</summary>
    /// <returns>False: it is one too many within this minute.</returns>
    public bool Take(IPAddress? address, string session)
    {
        using var ofAddress = addresses.AttemptAcquire(Network(address));
        if (!ofAddress.IsAcquired) return false;
        using var ofBrowser = browsers.AttemptAcquire(session);
        return ofBrowser.IsAcquired;
    }

    public void Dispose()
    {
        addresses.Dispose();
        browsers.Dispose();
    }

    /// <summary>Whoever has one IPv6 address has the 2^64 beside it.</summary>
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NeighbourBytes)),
        _ => address.ToString(),
    };

    private static PartitionedRateLimiter<string> Windows(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));
}
