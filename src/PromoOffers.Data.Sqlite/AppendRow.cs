using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

internal sealed class AppendRow : IAppendRow
{
    public Task Append<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class
    {
        Try(() => InsertStatement<T>.Of(db).Run(db.Lane(), row));
        return Task.CompletedTask;
    }

    public Task AppendWithKey<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class
    {
        Try(() => InsertStatement<T>.Of(db).RunForKey(db.Lane(), row));
        return Task.CompletedTask;
    }

    public Task<bool> AppendNew<T>(PromoOffersDb db, T row, Func<Task<bool>> isThere, CancellationToken cancel)
        where T : class
    {
        var isNew = false;
        Try(() => isNew = InsertStatement<T>.Of(db).RunUnlessThere(db.Lane(), row));
        return Task.FromResult(isNew);
    }

    private static void Try(Action insert)
    {
        try
        {
            insert();
        }
        catch (SqliteException failed)
        {
            throw new DbUpdateException("A row could not be added.", failed);
        }
    }
}
