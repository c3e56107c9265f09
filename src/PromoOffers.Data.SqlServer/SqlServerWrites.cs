using System.Data;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// Each operation is a transaction of its own in the retrying strategy, on a fresh context for each attempt. Its id is written in
/// the transaction, so that a commit whose answer was lost is recognised and not done twice.
/// </summary>
public sealed class SqlServerWrites(SqlServerDatabase database, TimeProvider time) : IWrites
{
    public async Task<T> Run<T>(Func<PromoOffersDb, CancellationToken, Task<T>> operation, CancellationToken cancel = default)
    {
        var options = database.Options();
        T result = default!;
        await Attempt(() => new PromoOffersDb(options), fresh: true, async (db, token) =>
        {
            result = await operation(db, token);
            await db.SaveChangesAsync(token);
        }, cancel);
        return result;
    }

    public async Task<int> Save(PromoOffersDb changed, CancellationToken cancel = default)
    {
        var count = 0;
        await Attempt(() => changed, fresh: false, async (db, token) => count = await db.SaveWithinOperation(token), cancel);
        changed.ChangeTracker.AcceptAllChanges();
        return count;
    }

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
