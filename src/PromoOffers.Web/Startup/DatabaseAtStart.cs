using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Web.Startup;

/// <summary>Migrates before anything else starts, or waits until somebody else has: no request meets a database that is behind.</summary>
internal sealed partial class DatabaseAtStart(
    DatabaseOptions options, IMigrateDatabase migrate, IDbContextFactory<PromoOffersDb> databases, TimeProvider time, ILogger<DatabaseAtStart> log)
    : IHostedLifecycleService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Using(options.Provider);
        if (options.OnlyWait) await Wait(cancellationToken);
        else await migrate.Run(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Wait(CancellationToken cancel)
    {
        while (await HowManyPending(cancel) is var pending and not 0)
        {
            Waiting(pending);
            await Task.Delay(BetweenLooks, time, cancel);
        }
    }

    /// <returns>Null where the database cannot be reached yet.</returns>
    private async Task<int?> HowManyPending(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Database.CanConnectAsync(cancel) ? (await db.Database.GetPendingMigrationsAsync(cancel)).Count() : null;
    }

    [LoggerMessage(LogLevel.Information, "The database is {Provider}.")]
    private partial void Using(DatabaseProvider provider);

    [LoggerMessage(LogLevel.Information, "Waiting for the database: {Pending} migrations are pending (empty: it cannot be reached).")]
    private partial void Waiting(int? pending);
}
