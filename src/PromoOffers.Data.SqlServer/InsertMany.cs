using System.Data;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>A bulk copy straight into the table, in bounded parts: a table is locked as a whole from 5,000 locks of a statement on.</summary>
internal sealed class InsertMany(ICopyRows copy) : IInsertMany
{
    private const int RowsTogether = 2000;

    public async Task Run<T>(PromoOffersDb db, IReadOnlyCollection<T> rows, CancellationToken cancel)
        where T : class
    {
        var model = new RowsOfModel<T>(db.Model);
        foreach (var part in rows.Chunk(RowsTogether))
        {
            using var table = Table(model, part);
            await copy.Copy(db, table, cancel);
        }
    }

    /// <summary>Columns in which no row has anything are left out, and so is the question what type nothing has.</summary>
    private static DataTable Table<T>(RowsOfModel<T> model, T[] part)
        where T : class
    {
        var values = part.Select(row =>
        {
            var read = new object?[model.Columns.Count];
            model.Read(row, read);
            return read;
        }).ToList();
        var used = Enumerable.Range(0, model.Columns.Count).Where(i => values.Exists(v => v[i] is not null)).ToList();
        var (table, types) = (new DataTable(model.Table), model.Types.ToList());
        foreach (var i in used) table.Columns.Add(model.Columns[i], types[i]);
        foreach (var row in values) table.Rows.Add([.. used.Select(i => row[i] ?? DBNull.Value)]);
        return table;
    }
}
