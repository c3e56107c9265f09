using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.PromoCodes;

/// <summary>The operations of PromoCodes.</summary>
public static class PromoCodesRegistration
{
    public static IServiceCollection AddPromoCodes(this IServiceCollection services) => services;
}
