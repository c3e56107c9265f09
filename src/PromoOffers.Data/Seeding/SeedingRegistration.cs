using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Seeding;

/// <summary>The demo.</summary>
public static class SeedingRegistration
{
    public static IServiceCollection AddSeeding(this IServiceCollection services) => services.AddSingleton<DemoCrowd>().AddSingleton<DemoDraws>().AddSingleton<ExampleShop>().AddScoped<SeedDemo>();
}
