namespace PromoOffers.Web.Features.Access;

/// <summary>The IANA time zones that people choose from.</summary>
public static class TimeZoneNames
{
    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Append("Etc/UTC").Distinct().Order(StringComparer.Ordinal)];
}
