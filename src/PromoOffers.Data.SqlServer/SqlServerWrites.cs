using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// Each operation is a transaction of its own in the retrying strategy, on a fresh context for each attempt. Its id is written in
/// the transaction, so that a commit whose answer was lost is recognised and not done twice.
/// </summary>
public sealed class SqlServerWrites(SqlServerDatabase database, TimeProvider time) : IWrites
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    /// <summary>A server lets many write at once.</summary>
    public bool IsBusy => false;

    public async Task<T> Run<T>(Func<PromoOffersDb, CancellationToken, Task<T>> operation, CancellationToken cancel = default)
    {
        try
        {
            return await RunOnce(operation, cancel);
        }
        catch (Exception overtaken) when (SomebodyElseWasFirst(overtaken))
        {
            return await RunOnce(operation, cancel);
        }
    }

    public async Task<int> Save(PromoOffersDb changed, CancellationToken cancel = default)
    {
        var count = 0;
        await Attempt(() => changed, fresh: false, async (db, token) => count = await db.SaveWithinOperation(token), cancel);
        changed.ChangeTracker.AcceptAllChanges();
        return count;
    }

    private async Task<T> RunOnce<T>(Func<PromoOffersDb, CancellationToken, Task<T>> operation, CancellationToken cancel)
    {
        var options = database.Options();
        T result = default!;
        await Attempt(() => new PromoOffersDb(options), fresh: true, async (db, token) =>
        {
            result = await operation(db, token);
            await db.SaveChangesAsync(token);
            await WriteCounts.Run(db, db.Counting, token);
        }, cancel);
        return result;
    }

    /// <summary>
    /// Two operations wrote the same row at the same moment, each having looked before. Run again, the second one sees what the
    /// first has done, and answers accordingly; on SQLite the lane lets nobody come between.
    /// </summary>
    private static bool SomebodyElseWasFirst(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: SqlException { Number: UniqueIndex or UniqueConstraint } } => true,
        SqlException { Number: UniqueIndex or UniqueConstraint } => true,
        _ => false,
    };

    private async Task Attempt(Func<PromoOffersDb> context, bool fresh, Func<PromoOffersDb, CancellationToken, Task> body, CancellationToken cancel)
    {
        var id = Guid.NewGuid();
        await using var outer = new PromoOffersDb(database.Options());
        await outer.Database.CreateExecutionStrategy().ExecuteAsync(
            id,
            async (_, _, token) =>
            {
                var db = context();
                try
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                    await body(db, token);
                    await Remember(db, id, token);
                    await transaction.CommitAsync(CancellationToken.None);
                    return true;
                }
                finally
                {
                    if (fresh) await db.DisposeAsync();
                }
            },
            async (_, _, token) =>
            {
                await using var db = new PromoOffersDb(database.Options());
                return new(await db.CommittedOperations.AnyAsync(o => o.Id == id, token), true);
            },
            cancel);
    }

    private Task<int> Remember(PromoOffersDb db, Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return db.Database.ExecuteSqlAsync($"INSERT INTO [CommittedOperations] ([Id], [At]) VALUES ({id}, {now})", cancel);
    }
}
