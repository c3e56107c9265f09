using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PromoOffers.Data.Sqlite;

/// <summary>One database file, and the two ways to open it: the lane's, durable, and everybody's, for reading.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly string connectionString;
    private readonly ReadingConnections reading;

    static SqliteDatabase()
    {
        // SQLite would count its memory behind one lock for all connections. Nobody asks it; where it runs already, this does nothing.
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteDatabase(string connectionString)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        if (Path.GetDirectoryName(Path.GetFullPath(parts.DataSource)) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        this.connectionString = parts.ConnectionString;
        reading = new ReadingConnections(this.connectionString);
    }

    public void UseForReading(DbContextOptionsBuilder options) =>
        options.UseSqlite(connectionString, Migrations).ReplaceService<IDatabase, PreparedSaves>().AddInterceptors(reading);

    /// <summary>Options for a context on an open connection.</summary>
    public static DbContextOptions<PromoOffersDb> Options(SqliteConnection open) =>
        new DbContextOptionsBuilder<PromoOffersDb>().UseSqlite(open, Migrations).ReplaceService<IDatabase, PreparedSaves>().Options;

    /// <summary>
    /// Options for the contexts of the lane, each of which is given the lane's connection. Made on it they would define EF's own
    /// functions on it anew, each one, and with that every statement prepared there would have to be prepared again.
    /// </summary>
    public DbContextOptions<PromoOffersDb> OptionsForLane() =>
        new DbContextOptionsBuilder<PromoOffersDb>().UseSqlite(connectionString, Migrations).ReplaceService<IDatabase, PreparedSaves>().Options;

    /// <summary>A connection that is durable: what it has committed survives a power cut; and what it has deleted is overwritten.</summary>
    public SqliteConnection OpenForWriting() => OpenForWriting(parts => new SqliteConnection(parts));

    /// <summary>The same for the lane.</summary>
    public LaneConnection OpenForLane() => OpenForWriting(parts => new LaneConnection(parts));

    public void Dispose() => reading.Dispose();

    private T OpenForWriting<T>(Func<string, T> make) where T : SqliteConnection
    {
        var connection = make(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000");
        return connection;
    }

    private static void Migrations(Microsoft.EntityFrameworkCore.Infrastructure.SqliteDbContextOptionsBuilder sqlite) =>
        sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly.GetName().Name);

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
