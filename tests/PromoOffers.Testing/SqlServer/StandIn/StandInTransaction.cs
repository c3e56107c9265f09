using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Testing.SqlServer.StandIn;

public sealed class StandInTransaction : DbTransaction
{
    private readonly StandInConnection connection;
    private readonly SqliteTransaction transaction;
    private bool ended;

    internal StandInTransaction(StandInConnection connection, IsolationLevel level)
    {
        this.connection = connection;
        IsolationLevel = level;
        transaction = connection.Sqlite.BeginTransaction();
    }

    public override IsolationLevel IsolationLevel { get; }

    internal SqliteTransaction Sqlite => transaction;

    protected override DbConnection DbConnection => connection;

    public override void Commit()
    {
        var fault = connection.Server.TakeFaultOfCommit();
        if (fault is { Done: false })
        {
            Rollback();
            throw SqlServerErrors.Make(fault.Number);
        }
        try
        {
            transaction.Commit();
        }
        catch (SqliteException refused)
        {
            throw SqlServerErrors.For(refused);
        }
        End();
        if (fault is not null)
            throw SqlServerErrors.Make(fault.Number);
    }

    public override void Rollback()
    {
        transaction.Rollback();
        End();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !ended)
        {
            transaction.Dispose();
            End();
        }
        base.Dispose(disposing);
    }

    private void End()
    {
        ended = true;
        connection.Transaction = null;
    }
}
