using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Access;

/// <summary>The operations of Access.</summary>
public static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services;
}
