using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Tests.Migrations;

public sealed class MigratingSqliteTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"promooffers-migrating-{Guid.NewGuid():n}.db");

    private string ConnectionString => $"Data Source={file};Pooling=False";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var left in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*")) File.Delete(left);
    }

    [Fact]
    public async Task An_empty_database_comes_to_the_latest_migration()
    {
        await Migrate();
        await AssertMigrated();
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await Migrate();
        await Migrate();
        await AssertMigrated();
    }

    [Fact]
    public async Task Two_servers_that_start_at_once_do_not_collide()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Migrate, Cancel)));
        await AssertMigrated();
    }

    /// <summary>The row is what is left of a server that was killed while it migrated.</summary>
    [Fact]
    public async Task The_lock_of_a_server_that_is_no_more_stops_nobody()
    {
        await using (var connection = new SqliteConnection(ConnectionString))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
                """;
            await command.ExecuteNonQueryAsync(Cancel);
        }
        await Migrate().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await AssertMigrated();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(150)]
    public async Task A_server_killed_while_it_migrates_is_followed_by_one_that_finishes(int milliseconds)
    {
        // This very assembly in a process of its own, told by its first argument to migrate and nothing else.
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), MigratingProcess.Argument, ConnectionString])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        Assert.Equal(MigratingProcess.Begun, await server.StandardOutput.ReadLineAsync(Cancel));
        await Task.Delay(milliseconds, Cancel);
        server.Kill(); // SIGKILL: nothing of it is cleaned up.
        await server.WaitForExitAsync(Cancel);

        await Migrate().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await AssertMigrated();
    }

    /// <summary>Run by the dotnet host, the assembly is its first argument; run as a program of its own, there is none.</summary>
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(MigratingProcess).Assembly.Location] : [];

    private async Task Migrate()
    {
        await using var services = new ServiceCollection().AddPromoOffersOnSqlite(ConnectionString).BuildServiceProvider();
        await services.GetRequiredService<IMigrateDatabase>().Run(Cancel);
    }

    private async Task AssertMigrated()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await using var db = new PromoOffersDb(SqliteDatabase.Options(connection));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
        Assert.Equal(db.GetService<IMigrationsAssembly>().Migrations.Count, (await db.Database.GetAppliedMigrationsAsync(Cancel)).Count());
        Assert.NotEmpty(await db.Sequences.ToListAsync(Cancel));
    }
}
