using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Web.Tests;

namespace PromoOffers.Browser.Tests;

/// <summary>The application on a port of its own, for a browser to visit.</summary>
public class RunningSite : Site, IAsyncLifetime
{
    public Uri Url { get; private set; } = new("http://localhost");

    public ValueTask InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        Url = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal));
        return ValueTask.CompletedTask;
    }

    /// <summary>With Bootstrap, which its package serves: the web root alone lacks it.</summary>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseStaticWebAssets();
    }
}
