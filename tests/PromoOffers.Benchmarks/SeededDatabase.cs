using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>A database while no server runs on it: filled by the application's operations, or past them where there is much.</summary>
internal sealed class SeededDatabase : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string connectionString;

    private SeededDatabase(ServiceProvider services, string connectionString) => (this.services, this.connectionString) = (services, connectionString);

    public IWrites Writes => Get<IWrites>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Opens the database of the file, migrated, and makes it where it is not there.</summary>
    /// <param name="time">Null: the system's.</param>
    public static async Task<SeededDatabase> Open(string file, TimeProvider? time = null)
    {
        var connectionString = $"Data Source={file}";
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton(time ?? TimeProvider.System).AddSingleton(new UploadLimits(UploadLimits.DefaultMaxBytes, Path.GetTempPath()));
        collection.AddDataProtection().SetApplicationName("PromoOffers").PersistKeysToDbContext<PromoOffersDb>();
        collection.AddOperations().AddPromoOffersOnSqlite(connectionString);
        var services = collection.BuildServiceProvider();
        await services.GetRequiredService<IMigrateDatabase>().Run(CancellationToken.None);
        return new SeededDatabase(services, connectionString);
    }

    /// <returns>The offer's key.</returns>
    public Task<int> Add(ReferralOffer offer) => offer.Approved(Writes, DateTime.UnixEpoch, CancellationToken.None);

    /// <summary>Adds an approved sweepstakes of one drawing, which closes two days later.</summary>
    /// <returns>The offer's key.</returns>
    public async Task<int> AddSweepstakes(string slug, DateTime now)
    {
        var terms = NewTerms.Sweepstakes("en", "Etc/UTC") with
        {
            Prize = new() { Kind = PrizeKind.Percent, Value = 100, Label = Both("A year of espresso") },
            EndsAt = now.AddDays(2),
            RulesLink = Both("https://example.com/rules"),
        };
        var (id, publicId) = await Writes.Run(async (db, cancel) =>
        {
            var program = db.Add(new Domain.Offers.Program(slug, now)).Entity;
            await db.SaveChangesAsync(cancel);
            var offer = db.Add(new Offer(program.Id, slug, slug, OfferKind.Sweepstakes, terms, "Claire", now)).Entity;
            await db.SaveChangesAsync(cancel);
            db.Add(new OfferCounts(offer.Id));
            return (offer.Id, offer.PublicId);
        });
        return await Get<ApproveOffer>().Run(publicId, _ => [], new Actor(null, "Claire")) is ApproveOutcome.Approved
            ? id
            : throw new InvalidOperationException("The sweepstakes is not complete.");

        static Dictionary<string, string> Both(string text) => new() { ["en"] = text, ["fr"] = text };
    }

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
