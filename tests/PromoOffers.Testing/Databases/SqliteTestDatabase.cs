using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Testing.Databases;

/// <summary>A file in the temporary folder, as the application keeps it.</summary>
public class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<string>> Template = new(Migrated);

    /// <summary>Where the file is; for a test that opens it from elsewhere.</summary>
    public string ConnectionString { get; } = $"Data Source={NewFile()}";

    private protected string File => new SqliteConnectionStringBuilder(ConnectionString).DataSource;

    private protected override async Task Prepare(IServiceCollection collection)
    {
        System.IO.File.Copy(await Template.Value, File);
        collection.AddPromoOffersOnSqlite(ConnectionString);
    }

    private protected override Task Remove()
    {
        using (var pooled = new SqliteConnection(ConnectionString)) SqliteConnection.ClearPool(pooled);
        using (var pooled = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { ForeignKeys = true }.ConnectionString)) SqliteConnection.ClearPool(pooled);
        foreach (var suffix in (string[])["", "-wal", "-shm"]) System.IO.File.Delete(File + suffix);
        return Task.CompletedTask;
    }

    /// <summary>Migrated once for a test run, and copied for each test.</summary>
    private static async Task<string> Migrated()
    {
        var file = NewFile();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(file);
        await using var services = new ServiceCollection().AddPromoOffersOnSqlite($"Data Source={file}").BuildServiceProvider();
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
        SqliteConnection.ClearAllPools();
        return file;
    }

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"promooffers-{Guid.NewGuid():n}.db");
}
