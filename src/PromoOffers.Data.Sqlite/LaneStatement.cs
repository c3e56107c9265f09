using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// A statement that stays prepared on the lane's connection and is run by SQLite's own functions: the library's command takes longer
/// for the parameters of most statements than SQLite for the statement. Values stand in the database as the library and EF put them.
/// </summary>
internal sealed class LaneStatement : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;

    /// <summary>Where @p0, @p1 and so on stand.</summary>
    private readonly int[] parameters;

    /// <param name="sql">One statement.</param>
    /// <param name="values">How many of @p0, @p1 and so on the text has.</param>
    public LaneStatement(sqlite3 connection, string sql, int values)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement, out var rest));
        if (!string.IsNullOrWhiteSpace(rest)) throw new ArgumentException("One statement at a time.", nameof(sql));
        parameters = [.. Enumerable.Range(0, values).Select(i => raw.sqlite3_bind_parameter_index(statement, $"@p{i}"))];
        if (parameters.Contains(0) || raw.sqlite3_bind_parameter_count(statement) != values) throw new ArgumentException("Each value has its place.", nameof(values));
    }

    /// <summary>Gives @p0, @p1 and so on their values; times to the millisecond, as the model keeps them.</summary>
    public void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) Check(Bind(parameters[i], values[i]));
    }

    /// <returns>Rows that were changed.</returns>
    public int Execute()
    {
        using var rows = Rows();
        while (rows.Read()) { }
        return raw.sqlite3_changes(connection);
    }

    /// <summary>Begins to run; the rows are to be disposed of before it is run again.</summary>
    public LaneRows Rows() => new(connection, statement);

    public void Dispose() => statement.Dispose();

    private int Bind(int index, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, index),
        string text => raw.sqlite3_bind_text(statement, index, text),
        long number => raw.sqlite3_bind_int64(statement, index, number),
        int number => raw.sqlite3_bind_int64(statement, index, number),
        bool isTrue => raw.sqlite3_bind_int64(statement, index, isTrue ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
        DateTime time => BindTime(index, time),
        DateOnly day => raw.sqlite3_bind_text(statement, index, day.ToString("yyyy'-'MM'-'dd", CultureInfo.InvariantCulture)),
        decimal number => raw.sqlite3_bind_text(statement, index, number.ToString("0.0###########################", CultureInfo.InvariantCulture)),
        double number => raw.sqlite3_bind_double(statement, index, number),
        _ => throw new NotSupportedException($"A {value.GetType().Name} is not bound to a statement of the lane."),
    };

    private int BindTime(int index, DateTime time)
    {
        Span<byte> text = stackalloc byte[32];
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond)).TryFormat(text, out var length, "yyyy'-'MM'-'dd HH':'mm':'ss.FFF", CultureInfo.InvariantCulture);
        return raw.sqlite3_bind_text(statement, index, text[..length]);
    }

    private void Check(int rc)
    {
        if (rc != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(rc, connection);
    }
}

/// <summary>The rows of a statement that runs; until they are disposed of, it is not to be run again.</summary>
internal readonly struct LaneRows(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    /// <returns>False: there is no row any more.</returns>
    /// <exception cref="SqliteException">What the statement asks for is refused.</exception>
    public bool Read()
    {
        var rc = raw.sqlite3_step(statement);
        if (rc is not (raw.SQLITE_ROW or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(rc, connection);
        return rc == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int(int column) => checked((int)Long(column));

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public DateTime? TimeOrNull(int column) => IsNull(column) ? null : DateTime.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>What a step has failed with was told by the step.</summary>
    public void Dispose() => raw.sqlite3_reset(statement);
}
