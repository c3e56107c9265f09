using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>A connection to the stand-in, as EF's SQL Server provider sees it.</summary>
public sealed class StandInConnection(SqlServerStandIn server) : DbConnection
{
    private SqliteConnection? open;

    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=stand-in;Database=PromoOffers";

    public override string Database => "PromoOffers";

    public override string DataSource => "stand-in";

    public override string ServerVersion => "16.00.1000";

    public override ConnectionState State => open is null ? ConnectionState.Closed : ConnectionState.Open;

    internal SqlServerStandIn Server => server;

    internal StandInTransaction? Transaction { get; set; }

    internal SqliteConnection Sqlite => open ?? throw new InvalidOperationException("The connection is closed.");

    public override void Open() => open ??= server.OpenSqlite();

    public override void Close()
    {
        Transaction?.Dispose();
        open?.Dispose();
        open = null;
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        server.RecordBegin(isolationLevel);
        return Transaction = new StandInTransaction(this, isolationLevel);
    }

    protected override DbCommand CreateDbCommand() => new StandInCommand { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Close();
        base.Dispose(disposing);
    }
}
