using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

/// <summary>One prepared statement, run for each row: there is no way to a server that it would have to go.</summary>
internal sealed class InsertMany : IInsertMany
{
    public Task Run<T>(PromoOffersDb db, IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class
    {
        var model = new RowsOfModel<T>(db);
        var sql = $"""INSERT INTO "{model.Table}" ({string.Join(", ", model.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", model.Columns.Select((_, i) => $"@p{i}"))})""";
        var (lane, values) = (db.Lane(), new object?[model.Columns.Count]);
        foreach (var row in rows)
        {
            model.Read(row, values);
            lane.Prepared(sql, values).ExecuteNonQuery();
        }
        return Task.CompletedTask;
    }
}
