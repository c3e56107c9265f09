using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.SqlServer;
using PromoOffers.Data.Transactions;
using Testcontainers.MsSql;
using Xunit;

namespace PromoOffers.Testing.Databases;

/// <summary>
/// A database on a real server: the one that PROMOOFFERS_TEST_SQLSERVER names (a connection string that may create databases),
/// else one in Docker. Where neither is there the test is skipped, and says so.
/// </summary>
public sealed class SqlServerTestDatabase : TestDatabase
{
    public const string Setting = "PROMOOFFERS_TEST_SQLSERVER";
    public const string Reason = $"No SQL Server: {Setting} holds no connection string, and no Docker engine answers.";

    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";

    private static readonly Lazy<Task<string?>> Server = new(Find);

    private readonly string name = $"PromoOffers_Test_{Guid.NewGuid():n}";
    private string server = "";

    private protected override async Task Prepare(IServiceCollection collection)
    {
        server = await Server.Value ?? "";
        Assert.SkipWhen(server.Length == 0, Reason);
        await Execute($"CREATE DATABASE [{name}]");
        var connection = new SqlConnectionStringBuilder(server) { InitialCatalog = name, Pooling = true }.ConnectionString;
        collection.AddPromoOffersOnSqlServer(connection);
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddPromoOffersOnSqlServer(connection).BuildServiceProvider();
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
    }

    private protected override async Task Remove()
    {
        SqlConnection.ClearAllPools();
        await Execute($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string?> Find()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } given) return given;
        if (Environment.GetEnvironmentVariable("DOCKER_HOST") is null && !File.Exists("/var/run/docker.sock") && !OperatingSystem.IsWindows()) return null;
        try
        {
            // Removed with the process that started it.
            var container = new MsSqlBuilder(Image).Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception)
        {
            return null; // A socket without an engine, or no image to be had.
        }
    }
}
