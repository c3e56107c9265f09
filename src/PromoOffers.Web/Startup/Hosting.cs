using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.SqlServer;

namespace PromoOffers.Web.Startup;

/// <summary>What the application stands on: settings that are checked at start, the database, the key ring, logs, health.</summary>
public static class Hosting
{
    /// <summary>Keys are found by this name on every server, whatever folder it runs from.</summary>
    private const string ApplicationName = "PromoOffers";

    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddLogs();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<SiteOptions>().Bind(builder.Configuration).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, SiteOptionsAreUsable>();
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ProxyOptions>, ProxyOptionsAreAddresses>();
        builder.Services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>>(services =>
            new ConfigureOptions<ForwardedHeadersOptions>(services.GetRequiredService<IOptions<ProxyOptions>>().Value.Apply));
        builder.Services.AddSingleton<PublicLinks>();
        builder.AddDatabase();
        builder.Services.AddDataProtection().SetApplicationName(ApplicationName).PersistKeysToDbContext<PromoOffersDb>();
        builder.Services.AddHealth();
        return builder;
    }

    /// <summary>First in the pipeline: who asks, under which path base, and the line in the log.</summary>
    public static WebApplication UseHosting(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.PathBase is { HasValue: true } pathBase) app.UsePathBase(pathBase);
        app.UseRouting();
        app.UseRequestLogs();
        app.MapHealth();
        return app;
    }

    private static void AddDatabase(this WebApplicationBuilder builder)
    {
        var options = DatabaseOptions.From(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(options);
        if (options.Provider == DatabaseProvider.Sqlite) builder.Services.AddPromoOffersOnSqlite(options.ConnectionString);
        else builder.Services.AddPromoOffersOnSqlServer(options.ConnectionString);
        builder.Services.AddHostedService<DatabaseAtStart>();
        // In this order: the one after the other.
        builder.Services.AddSingleton<DemoAtStart>().AddHostedService(services => services.GetRequiredService<DemoAtStart>());
    }
}
