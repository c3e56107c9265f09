using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// The connections that contexts read on. They stay open, and with them what was prepared on them: to open one, to define EF's
/// functions on it and to prepare its first statement takes longer than most reads. A write on one is refused by the database itself.
/// </summary>
/// <param name="connectionString">Of the file.</param>
internal sealed class ReadingConnections(string connectionString) : DbConnectionInterceptor, IDisposable
{
    /// <summary>Connections that wait for their next context; who comes when none waits opens one.</summary>
    private const int MostIdle = 64;

    /// <summary>Read only, and with a small cache of pages, for there are many of them and the system has one for all.</summary>
    private const string Settings = "PRAGMA query_only=ON; PRAGMA cache_size=-1024";

    private readonly string connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
    private readonly ConcurrentBag<ReadingConnection> idle = [];
    private volatile bool isDisposed;

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        result.HasResult ? result : InterceptionResult<DbConnection>.SuppressWithResult(idle.TryTake(out var connection) ? connection : Open());

    public override InterceptionResult ConnectionDisposing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        !result.IsSuppressed && connection is ReadingConnection reading && TakeBack(reading) ? InterceptionResult.Suppress() : result;

    public override ValueTask<InterceptionResult> ConnectionDisposingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        ValueTask.FromResult(ConnectionDisposing(connection, eventData, result));

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryTake(out var connection)) connection.Dispose();
    }

    private ReadingConnection Open()
    {
        var connection = new ReadingConnection(connectionString);
        try
        {
            connection.Open();
            using (var first = new PromoOffersDb(SqliteDatabase.Options(connection))) first.Database.GetDbConnection(); // Defines EF's functions.
            using var settings = connection.CreateCommand();
            settings.CommandText = Settings;
            settings.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <returns>False: nobody is to have it again.</returns>
    private bool TakeBack(ReadingConnection connection)
    {
        if (isDisposed || idle.Count >= MostIdle || raw.sqlite3_get_autocommit(connection.Handle) == 0) return false;
        idle.Add(connection);
        if (isDisposed) Dispose();
        return true;
    }

    private sealed class ReadingConnection(string connectionString) : PreparingConnection(connectionString, Most)
    {
        /// <summary>Those of the pages that are asked for most; a search with its filters has many texts.</summary>
        private const int Most = 100;

        private bool isDisposed;

        /// <summary>Contexts close what they have read on; it stays open for the next.</summary>
        public override void Close()
        {
            if (isDisposed) base.Close();
        }

        protected override void Dispose(bool disposing)
        {
            isDisposed = true;
            base.Dispose(disposing);
        }
    }
}
