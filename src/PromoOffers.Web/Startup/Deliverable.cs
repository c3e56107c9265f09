using PromoOffers.Domain.Participants;

namespace PromoOffers.Web.Startup;

/// <summary>Addresses that stand in every mail: one that cannot be written into a head would stop them all.</summary>
public static class Deliverable
{
    /// <summary>By the rule that holds for participants; empty is fine.</summary>
    public static bool Is(string? address) => string.IsNullOrWhiteSpace(address) || EmailAddress.Read(address) is not null;
}
