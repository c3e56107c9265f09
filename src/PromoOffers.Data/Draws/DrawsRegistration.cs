using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Draws;

/// <summary>The operations of Draws.</summary>
public static class DrawsRegistration
{
    public static IServiceCollection AddDraws(this IServiceCollection services) => services
        .AddSingleton<DrawSeeds>().AddSingleton<ReadOrder>().AddSingleton<PlanDrawings>().AddSingleton<TakeEntry>()
        .AddSingleton<EnterDrawing>().AddSingleton<CloseDrawings>()
        .AddScoped<ReadCertificate>()
        .AddSingleton<RunDraw>().AddSingleton<DrawMore>().AddSingleton<ChooseWinners>();
}
