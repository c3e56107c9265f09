using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Startup;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

/// <summary>Which database holds everything, and who migrates it.</summary>
/// <param name="Provider">Database:Provider; left out, it is Sqlite in Development and SqlServer elsewhere.</param>
/// <param name="ConnectionString">ConnectionStrings:PromoOffers; may be left out for Sqlite.</param>
/// <param name="OnlyWait">Database:OnlyWait: this server starts when another, or the command <c>migrate</c>, has migrated.</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString, bool OnlyWait)
{
    private const string ProviderKey = "Database:Provider";
    private const string ConnectionKey = "ConnectionStrings:PromoOffers";
    private const string OnlyWaitKey = "Database:OnlyWait";

    /// <exception cref="OptionsValidationException">A setting is missing or wrong; the message names it.</exception>
    public static DatabaseOptions From(IConfiguration configuration, IHostEnvironment environment)
    {
        var provider = ProviderFrom(configuration[ProviderKey], environment);
        var connection = configuration.GetConnectionString("PromoOffers");
        if (string.IsNullOrWhiteSpace(connection))
        {
            connection = provider == DatabaseProvider.Sqlite
                ? $"Data Source={Path.Combine(environment.ContentRootPath, "data", "promooffers.db")}"
                : throw Wrong($"{ConnectionKey} is missing: how to reach the SQL Server, such as Server=db;Database=PromoOffers;User Id=…;Password=… (to run on one embedded file instead, say so: {ProviderKey} = Sqlite).");
        }
        if (!bool.TryParse(configuration[OnlyWaitKey] ?? "false", out var onlyWait))
            throw Wrong($"{OnlyWaitKey} takes true or false, not '{configuration[OnlyWaitKey]}'.");
        return new DatabaseOptions(provider, connection, onlyWait);
    }

    private static DatabaseProvider ProviderFrom(string? said, IHostEnvironment environment)
    {
        if (string.IsNullOrWhiteSpace(said))
            return environment.IsDevelopment() ? DatabaseProvider.Sqlite : DatabaseProvider.SqlServer;
        return Enum.GetNames<DatabaseProvider>().Contains(said, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<DatabaseProvider>(said, ignoreCase: true)
            : throw Wrong($"{ProviderKey} takes Sqlite or SqlServer, not '{said}'.");
    }

    private static OptionsValidationException Wrong(string message) => new("Database", typeof(DatabaseOptions), [message]);
}
