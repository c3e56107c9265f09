using PromoOffers.Data.Transactions;

namespace PromoOffers.Web.Startup;

/// <summary>What the program does instead of serving: <c>migrate</c>, <c>setup-code</c> and <c>health</c>.</summary>
internal static class Commands
{
    public const string Migrate = "migrate";
    public const string Health = "health";
    public const string SetupCode = "setup-code";

    /// <summary>Brings the database to the latest migration and ends.</summary>
    public static async Task<int> RunMigrate(IServiceProvider services)
    {
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
        await Console.Out.WriteLineAsync("The database is up to date.");
        return 0;
    }

    /// <summary>Makes a new one-time setup code where nobody noted the first, and ends.</summary>
    public static async Task<int> RunSetupCode(IServiceProvider services)
    {
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
        await services.GetRequiredService<SetupNotice>().Tell(Console.Out, again: true);
        return 0;
    }

    /// <summary>Asks the server in the same container whether it is ready; an image needs no curl for that.</summary>
    /// <returns>0 where it is, as HEALTHCHECK wants it.</returns>
    public static async Task<int> RunHealth(IConfiguration configuration)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(Address(configuration));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException)
        {
            await Console.Out.WriteLineAsync("Unreachable");
            return 1;
        }
    }

    /// <summary>The readiness page, on the port that the server was told.</summary>
    internal static Uri Address(IConfiguration configuration)
    {
        var url = configuration["URLS"]?.Split(';').FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        var port = url is null ? configuration["HTTP_PORTS"]?.Split(';')[0] ?? "8080" : BindingAddress.Parse(url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Uri($"http://127.0.0.1:{port}{Startup.Health.Ready}");
    }
}
