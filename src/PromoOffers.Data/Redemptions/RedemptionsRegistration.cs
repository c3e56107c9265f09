using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Redemptions;

/// <summary>The operations of Redemptions.</summary>
public static class RedemptionsRegistration
{
    public static IServiceCollection AddRedemptions(this IServiceCollection services) => services;
}
