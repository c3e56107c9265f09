using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PromoOffers.Data.Transactions;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>Puts entities of one type into their table, untracked, by statements that stay prepared.</summary>
internal sealed class InsertStatement<T>
    where T : class
{
    private static readonly ConditionalWeakTable<IModel, InsertStatement<T>> Known = [];

    private readonly RowsOfModel<T> rows;
    private readonly string sql;
    private readonly string unlessThere;

    private InsertStatement(IModel model)
    {
        rows = new RowsOfModel<T>(model);
        sql = RowStatements.InsertInto(rows.Table, rows.Columns);
        unlessThere = $"{sql} ON CONFLICT DO NOTHING";
    }

    public static InsertStatement<T> Of(DbContext db) => Known.GetValue(db.Model, model => new InsertStatement<T>(model));

    public void Run(LaneConnection lane, T row) => Execute(lane, sql, row);

    /// <summary>The row has its key afterwards, of the type <see cref="long"/>.</summary>
    public void RunForKey(LaneConnection lane, T row)
    {
        Run(lane, row);
        rows.SetKey(row, raw.sqlite3_last_insert_rowid(lane.Handle));
    }

    /// <returns>False: a row with the same unique key is there, and nothing changed.</returns>
    public bool RunUnlessThere(LaneConnection lane, T row) => Execute(lane, unlessThere, row) == 1;

    private int Execute(LaneConnection lane, string text, T row)
    {
        var values = new object?[rows.Columns.Count];
        rows.Read(row, values);
        return lane.Execute(text, values);
    }
}
