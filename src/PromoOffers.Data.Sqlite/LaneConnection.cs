using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// The connection that is written on. It keeps the statements that were prepared on it, for what is written again and again; used by
/// one operation after the other, and never by two at once.
/// </summary>
public sealed class LaneConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More than the application has; only who makes up statements as they go would reach it.</summary>
    private const int Most = 500;

    private readonly Dictionary<string, SqliteCommand> prepared = [];

    /// <summary>A statement of fixed text, ready to be run, with these values as @p0, @p1 and so on. It is not to be disposed of.</summary>
    public SqliteCommand Prepared(string sql, params ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command)) command = Prepare(sql, values.Length);
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(string sql, int values)
    {
        if (prepared.Count == Most)
        {
            foreach (var old in prepared.Values) old.Dispose();
            prepared.Clear();
        }
        var command = CreateCommand();
#pragma warning disable CA2100 // The texts are this project's own; values come as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        return prepared[sql] = command;
    }
}

internal static class LaneOfContext
{
    /// <summary>The connection of an operation in the lane.</summary>
    public static LaneConnection Lane(this PromoOffersDb db) => (LaneConnection)db.Database.GetDbConnection();
}
