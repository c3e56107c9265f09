using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PromoOffers.Benchmarks;

/// <summary>A server with nothing but what a floor needs.</summary>
internal static class RawServer
{
    public static async Task Run(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        map(app);
        await app.RunAsync();
    }
}
