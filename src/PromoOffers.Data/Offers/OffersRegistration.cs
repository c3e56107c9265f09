using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Offers;

/// <summary>The operations of Offers.</summary>
public static class OffersRegistration
{
    public static IServiceCollection AddOffers(this IServiceCollection services) => services
        .AddScoped<ReadOffer>();
}
