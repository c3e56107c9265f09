using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Testing.Databases;

/// <summary>A database of one test's own: migrated, with nothing in it but what migrations put there, and gone afterwards.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private ServiceProvider? services;

    public FakeTimeProvider Time { get; } = new(Noon);

    /// <summary>The time of <see cref="Time"/>, as operations take it.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    public IServiceProvider Services => services ?? throw new InvalidOperationException("The database is not there yet.");

    /// <summary>The only way to write.</summary>
    public IWrites Writes => Services.GetRequiredService<IWrites>();

    /// <summary>A context to look with; the caller disposes it.</summary>
    public PromoOffersDb Read() => Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();

    /// <summary>An operation or a query, with what it asks for in its constructor.</summary>
    public T Get<T>() where T : class => ActivatorUtilities.GetServiceOrCreateInstance<T>(Services);

    /// <summary>Makes the database and what works on it, every operation included.</summary>
    /// <param name="add">Services beside those of the database.</param>
    public async Task Create(Action<IServiceCollection>? add = null)
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        collection.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        collection.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        collection.AddOperations();
        await Prepare(collection);
        add?.Invoke(collection);
        services = collection.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (services is null) return;
        await services.DisposeAsync();
        await Remove();
    }

    /// <summary>Makes the empty database, brings it to the latest migration, and registers the provider on it.</summary>
    private protected abstract Task Prepare(IServiceCollection collection);

    private protected abstract Task Remove();
}
