using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>A database while no server runs on it: filled by the application's operations, or past them where there is much.</summary>
internal sealed class SeededDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string connectionString;

    private SeededDatabase(ServiceProvider services, string connectionString) => (this.services, this.connectionString) = (services, connectionString);

    public IWrites Writes => services.GetRequiredService<IWrites>();

    /// <summary>Opens the database of the file, migrated, and makes it where it is not there.</summary>
    public static async Task<SeededDatabase> Open(string file)
    {
        var connectionString = $"Data Source={file}";
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(new UploadLimits(UploadLimits.DefaultMaxBytes, Path.GetTempPath()));
        collection.AddDataProtection().SetApplicationName("PromoOffers").PersistKeysToDbContext<PromoOffersDb>();
        collection.AddOperations().AddPromoOffersOnSqlite(connectionString);
        var services = collection.BuildServiceProvider();
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
        return new SeededDatabase(services, connectionString);
    }

    /// <returns>The offer's key.</returns>
    public Task<int> Add(ReferralOffer offer) => offer.Approved(Writes, DateTime.UnixEpoch, CancellationToken.None);

    /// <summary>What the offer is called in addresses.</summary>
    public async Task<string> PublicIdOf(int offerId)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync();
        return await db.Offers.Where(o => o.Id == offerId).Select(o => o.PublicId).SingleAsync();
    }

    /// <summary>Adds a published file of so many random codes.</summary>
    public async Task AddCodes(int offerId, int count)
    {
        await using var file = new CodeLines(count, seed: offerId);
        await services.GetRequiredService<ImportCodeFile>().Run(
            new CodeUpload(offerId, PublicId.New(), "codes.txt", new Actor(0, "Benchmark")), file, CancellationToken.None);
    }

    /// <summary>Runs statements past the application, in one transaction that waits for no disk.</summary>
    public void Execute(string statements, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-1000000; BEGIN");
        Run(connection, statements, parameters);
        Run(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static void Run(SqliteConnection connection, string statements, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this project.
        command.CommandText = statements;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }
}
