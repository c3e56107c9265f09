using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

/// <summary>One prepared statement, run for each row: there is no way to a server that it would have to go.</summary>
internal sealed class InsertMany : IInsertMany
{
    public Task Run<T>(PromoOffersDb db, IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class
    {
        var (lane, insert) = (db.Lane(), InsertStatement<T>.Of(db));
        foreach (var row in rows) insert.Run(lane, row);
        return Task.CompletedTask;
    }
}
