using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.Sqlite;

/// <summary>The connection that is written on, by one operation after the other.</summary>
public sealed class LaneConnection(string connectionString) : PreparingConnection(connectionString, Most)
{
    /// <summary>More than the application has; only who makes up statements as they go would reach it.</summary>
    private const int Most = 500;

    private readonly Dictionary<string, LaneStatement> prepared = [];

    /// <summary>
    /// Runs a statement of fixed text with these values as @p0, @p1 and so on; times to the millisecond, as the model keeps them.
    /// </summary>
    /// <returns>Rows that were changed.</returns>
    /// <exception cref="SqliteException">The statement is refused.</exception>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).Execute();

    /// <summary>The same for a statement that answers; the rows are to be disposed of before it is run again.</summary>
    internal LaneRows Query(string sql, params ReadOnlySpan<object?> values) => Prepared(sql, values).Rows();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private LaneStatement Prepared(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            if (prepared.Count == Most) Forget();
            prepared.Add(sql, statement = new LaneStatement(Handle!, sql, values.Length));
        }
        statement.Bind(values);
        return statement;
    }

    private void Forget()
    {
        foreach (var statement in prepared.Values) statement.Dispose();
        prepared.Clear();
    }
}

internal static class LaneOfContext
{
    /// <summary>The connection of an operation in the lane.</summary>
    public static LaneConnection Lane(this PromoOffersDb db) => (LaneConnection)db.Database.GetDbConnection();
}
