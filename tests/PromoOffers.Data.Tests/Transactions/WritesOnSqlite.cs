using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Sqlite;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Transactions;

public sealed class WritesOnSqlite : WritesContract<SqliteTestDatabase>
{
    private WriteLane Lane => Database.Get<WriteLane>();

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task The_lane_writes_so_that_an_answered_request_survives_a_power_cut(string pragma, string value) =>
        Assert.Equal(value, await Lane.Pragma(pragma));

    [Fact]
    public async Task Nothing_is_written_beside_the_lane()
    {
        await using var read = Database.Read();
        var refused = await Assert.ThrowsAsync<SqliteException>(() => read.Sequences.ExecuteDeleteAsync(Cancel));
        Assert.Equal(8, refused.SqliteErrorCode); // SQLITE_READONLY
    }

    [Fact]
    public async Task Operations_that_wait_together_are_committed_together()
    {
        var release = Hold();
        var before = await Frames();
        var behind = Enumerable.Range(0, 100).Select(i => Add($"P{i:000}", Cancel)).ToList();
        await release();
        await Task.WhenAll(behind);
        Assert.Equal(100, (await Names()).Count);
        // A commit for each would write the same pages into the log a hundred times.
        Assert.InRange(await Frames() - before, 1, 60);
    }

    [Fact]
    public async Task The_lane_is_busy_while_many_wait_and_not_once_they_are_answered()
    {
        Assert.False(Lane.IsBusy);
        var release = Hold();
        Assert.False(Lane.IsBusy);
        using var gone = new CancellationTokenSource();
        var behind = Enumerable.Range(0, 20).Select(i => Add($"P{i:00}", i % 2 == 0 ? gone.Token : Cancel)).ToList();
        Assert.True(Lane.IsBusy);
        await gone.CancelAsync();
        await release();
        foreach (var one in behind.Where((_, i) => i % 2 == 1)) await one;
        // The lane counts them a moment after it has answered.
        Assert.True(SpinWait.SpinUntil(() => !Lane.IsBusy, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Where_the_whole_transaction_is_lost_each_operation_is_run_again_alone()
    {
        var release = Hold();
        var runs = new int[3];
        var good = Enumerable.Range(0, 2).Select(i => Database.Writes.Run((db, _) =>
        {
            runs[i]++;
            db.Add(new Program($"P{i}", Database.Now));
            return Task.FromResult(i);
        }, Cancel)).ToList();
        var bad = Database.Writes.Run<int>(async (db, cancel) =>
        {
            runs[2]++;
            await db.Database.ExecuteSqlRawAsync("ROLLBACK", cancel); // As SQLite itself does when the disk is full.
            throw new InvalidOperationException("The disk is full.");
        }, Cancel);
        await release();
        Assert.True((await Task.WhenAll(good)) is [0, 1]);
        Assert.Equal("The disk is full.", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal(["P0", "P1"], await Names());
        Assert.All(runs, count => Assert.Equal(2, count));
    }

    [Fact]
    public async Task Where_an_operation_fails_those_before_it_are_run_again_and_after_that_once_for_a_while()
    {
        Assert.Equal(2, await RunsBesideOneThatFails("first"));
        Assert.Equal(1, await RunsBesideOneThatFails("second"));
        Assert.Equal(["first 0", "first 1", "second 0", "second 1"], await Names());
    }

    [Fact]
    public async Task What_is_saved_on_a_context_outside_is_saved_once_also_where_an_operation_behind_it_fails()
    {
        var release = Hold();
        await using var outside = await Database.Get<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync(Cancel);
        var program = outside.Add(new Program("Spring", Database.Now)).Entity;
        var saving = outside.SaveChangesAsync(Cancel);
        var bad = Database.Writes.Run<int>((_, _) => throw new InvalidOperationException("No."), Cancel);
        await release();
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(1, await saving);
        program.Rename("Autumn");
        Assert.Equal(1, await outside.SaveChangesAsync(Cancel));
        await using var read = Database.Read();
        Assert.Equal((program.Id, "Autumn"), await read.Programs.Select(p => ValueTuple.Create(p.Id, p.Name)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Another_process_can_enter_between_two_batches()
    {
        using var stop = new CancellationTokenSource();
        var busy = Enumerable.Range(0, 4).Select(async worker =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await Add($"W{worker}-{i}", CancellationToken.None);
        }).ToList();

        // A connection of its own knows nothing of the lane, as one of another process.
        await using var other = new SqliteConnection($"{Database.ConnectionString};Pooling=False");
        await other.OpenAsync(Cancel);
        var waited = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
        {
            await using var command = other.CreateCommand();
            // The database's own waiting looks often; the library's sleeps 150 ms at a time.
            command.CommandText = "PRAGMA busy_timeout = 60000; UPDATE Sequences SET Next = Next + 1";
            await command.ExecuteNonQueryAsync(Cancel);
        }
        await stop.CancelAsync();
        await Task.WhenAll(busy);
        Assert.InRange(waited.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await using var read = Database.Read();
        Assert.Equal(6, (await read.Sequences.SingleAsync(Cancel)).Next);
    }

    [Fact]
    public async Task The_lane_waits_while_another_process_writes()
    {
        await using var other = new SqliteConnection($"{Database.ConnectionString};Pooling=False");
        await other.OpenAsync(Cancel);
        await using var transaction = other.BeginTransaction(deferred: false);
        var write = Add("Patient", Cancel);
        await Task.Delay(200, Cancel);
        Assert.False(write.IsCompleted);
        await transaction.RollbackAsync(Cancel);
        await write;
        Assert.Equal(["Patient"], await Names());
    }

    /// <summary>Keeps the lane, so that what is asked for meanwhile gathers behind it.</summary>
    /// <returns>Lets it go on.</returns>
    private Func<Task> Hold()
    {
        var held = new TaskCompletionSource();
        var first = Database.Writes.Run(async (_, _) =>
        {
            await held.Task;
            return 0;
        }, Cancel);
        return () =>
        {
            held.SetResult();
            return first;
        };
    }

    /// <summary>Two good operations and a bad one between them, in one transaction.</summary>
    /// <returns>How often the one before it ran.</returns>
    private async Task<int> RunsBesideOneThatFails(string name)
    {
        var release = Hold();
        var runs = new int[2];
        Task<int> Good(int i) => Database.Writes.Run((db, _) =>
        {
            db.Add(new Program($"{name} {i}", Database.Now));
            return Task.FromResult(++runs[i]);
        }, Cancel);
        var before = Good(0);
        var bad = Database.Writes.Run<int>(async (db, cancel) =>
        {
            db.Add(new Program("bad", Database.Now));
            await db.SaveChangesAsync(cancel);
            throw new InvalidOperationException("No.");
        }, Cancel);
        var behind = Good(1);
        await release();
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        await Task.WhenAll(before, behind);
        Assert.Equal(1, runs[1]);
        return runs[0];
    }

    /// <summary>How many pages the write-ahead log has taken.</summary>
    private async Task<long> Frames()
    {
        await Task.Yield();
        var log = new FileInfo(new SqliteConnectionStringBuilder(Database.ConnectionString).DataSource + "-wal");
        return log.Exists ? log.Length / 4096 : 0;
    }
}
