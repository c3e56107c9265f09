using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// A real SqlCommand holds the text and the parameters, so that the provider's type mappings find the SqlParameter they expect;
/// only the running of it is different.
/// </summary>
public sealed class StandInCommand : DbCommand
{
    private readonly SqlCommand command = new();
    private StandInConnection? connection;

    [AllowNull]
    [SuppressMessage("Security", "CA2100", Justification = "A stand-in runs what it is given.")]
    public override string CommandText
    {
        get => command.CommandText;
        set => command.CommandText = value;
    }

    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => connection = (StandInConnection?)value;
    }

    protected override DbParameterCollection DbParameterCollection => command.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    private StandInConnection Open => connection ?? throw new InvalidOperationException("The command has no connection.");

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => Run(sqlite => sqlite.ExecuteNonQuery(), nothing: 0);

    public override object? ExecuteScalar() => Run(sqlite => sqlite.ExecuteScalar(), nothing: null);

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        var sqlite = Translate();
        sqlite.CommandText = sqlite.CommandText.Length == 0 ? "SELECT 1 WHERE 0;" : sqlite.CommandText;
        try
        {
            return new StandInReader(sqlite.ExecuteReader(), sqlite);
        }
        catch (SqliteException refused)
        {
            sqlite.Dispose();
            throw SqlServerErrors.For(refused);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            command.Dispose();
        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> run, T nothing)
    {
        using var sqlite = Translate();
        try
        {
            return sqlite.CommandText.Length == 0 ? nothing : run(sqlite);
        }
        catch (SqliteException refused)
        {
            throw SqlServerErrors.For(refused);
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "A stand-in runs what it is given.")]
    private SqliteCommand Translate()
    {
        if (CommandType != CommandType.Text)
            throw new NotSupportedException("Stored procedures are not used.");
        if (Open.Transaction is not null && DbTransaction is null)
            throw new InvalidOperationException("The connection has a transaction, and the command does not name it: SQL Server refuses that.");
        Open.Server.Record(CommandText, command.Parameters, DbTransaction is not null);
        Open.Server.ThrowIfFaulty(CommandText);
        var sqlite = Open.Sqlite.CreateCommand();
        sqlite.Transaction = Open.Transaction?.Sqlite;
        sqlite.CommandText = TsqlToSqlite.Translate(CommandText);
        sqlite.CommandTimeout = CommandTimeout;
        foreach (SqlParameter parameter in command.Parameters)
        {
            var name = parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : "@" + parameter.ParameterName;
            sqlite.Parameters.AddWithValue(name, parameter.Value ?? DBNull.Value);
        }
        return sqlite;
    }
}
