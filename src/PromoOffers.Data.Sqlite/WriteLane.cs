using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// Every write of this process, one after the other, on one connection: whatever waits is committed in one transaction, so that
/// one flush to disk (synchronous=FULL) is shared by all of it. Each operation has a context that knows nothing yet. Nobody is answered
/// before the commit. Where one operation fails, the others are run again, each behind a savepoint, and so are those of the next
/// transactions: SQLite copies every page that is changed behind a savepoint, a quarter of what an award costs, for failures that are
/// rare. Where the whole transaction is lost, nothing in it succeeded and each operation is run again alone.
/// </summary>
public sealed class WriteLane : IWrites, IAsyncDisposable
{
    /// <summary>Operations committed together at the most.</summary>
    public const int MaxBatch = 256;

    /// <summary>With so many at once the lane is busy without a rest.</summary>
    private const int Crowd = 8;

    /// <summary>After this long without a rest the lane steps aside, so that another process can enter; once one was met, sooner.</summary>
    private static readonly TimeSpan LongestStretch = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestStretchInCompany = TimeSpan.FromMilliseconds(50);

    /// <summary>Whoever was not met for so long is gone.</summary>
    private static readonly TimeSpan CompanyStays = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestWaitForAnotherProcess = TimeSpan.FromSeconds(30);

    /// <summary>Transactions with savepoints after an operation has failed: who makes operations fail is not to make others run twice each time.</summary>
    private const int CarefulFor = 100;

    private readonly Channel<Work> queue = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly LaneConnection connection;
    private readonly DbContextOptions<PromoOffersDb> options;
    private readonly Task loop;

    /// <summary>The context of the next operation; null: it gets a new one. To make one takes longer than many operations.</summary>
    private PromoOffersDb? spare;

    /// <summary>When another process was met that writes; see <see cref="Stopwatch.GetTimestamp"/>. Null: never.</summary>
    private long? metAnother;

    /// <summary>Transactions that are still to have savepoints.</summary>
    private int careful;

    /// <summary>Operations that wait or are underway.</summary>
    private int unanswered;

    public WriteLane(SqliteDatabase database)
    {
        connection = database.OpenForLane();
        using (var first = new PromoOffersDb(SqliteDatabase.Options(connection))) first.Database.GetDbConnection(); // Defines EF's functions, once.
        options = database.OptionsForLane();
        loop = Task.Run(Loop);
    }

    public bool IsBusy => Volatile.Read(ref unanswered) >= Crowd;

    private bool IsInCompany => metAnother is { } met && Stopwatch.GetElapsedTime(met) < CompanyStays;

    /// <summary>Reads a pragma on the lane's own connection; for tests and diagnostics.</summary>
    public Task<string> Pragma(string name) => Run((db, _) =>
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Task.FromResult(Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture)!);
    });

    public Task<T> Run<T>(Func<PromoOffersDb, CancellationToken, Task<T>> operation, CancellationToken cancel = default) =>
        Enqueue(new Operation<T>(async lane =>
        {
            var db = lane.TakeContext();
            try
            {
                var result = await operation(db, CancellationToken.None);
                await db.SaveChangesAsync(CancellationToken.None);
                WriteCounts.Run(lane.connection, db.Counting);
                lane.GiveBack(db);
                return result;
            }
            catch
            {
                await db.DisposeAsync();
                throw;
            }
        }, cancel));

    public async Task<int> Save(PromoOffersDb changed, CancellationToken cancel = default)
    {
        var count = await Enqueue(new Operation<int>(async lane =>
        {
            var behavior = changed.Database.AutoTransactionBehavior;
            changed.Database.SetDbConnection(lane.connection);
            changed.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            try
            {
                return await changed.SaveWithinOperation(CancellationToken.None);
            }
            finally
            {
                changed.Database.AutoTransactionBehavior = behavior;
                changed.Database.SetDbConnection(null, contextOwnsConnection: true); // For reading it gets another one.
            }
        }, cancel));
        changed.ChangeTracker.AcceptAllChanges();
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        if (spare is not null) await spare.DisposeAsync();
        await connection.DisposeAsync();
    }

    private PromoOffersDb TakeContext()
    {
        if (spare is { } kept)
        {
            spare = null;
            return kept;
        }
        var db = new PromoOffersDb(options);
        db.Database.SetDbConnection(connection);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return db;
    }

    /// <summary>After an operation that succeeded; what a failed one leaves behind is not used again.</summary>
    private void GiveBack(PromoOffersDb db)
    {
        db.ChangeTracker.Clear();
        db.Counting.Clear();
        spare = db;
    }

    private Task<T> Enqueue<T>(Operation<T> operation)
    {
        Interlocked.Increment(ref unanswered);
        if (queue.Writer.TryWrite(operation)) return operation.Answer;
        Interlocked.Decrement(ref unanswered);
        throw new ObjectDisposedException(nameof(WriteLane));
    }

    private async Task Loop()
    {
        var batch = new List<Work>(MaxBatch);
        var stretch = Stopwatch.StartNew();
        for (var waiting = Stopwatch.StartNew(); await queue.Reader.WaitToReadAsync(); waiting.Restart())
        {
            // Who is answered asks again at once: only a wait as long as a rest is one.
            if (waiting.Elapsed >= Rest) stretch.Restart();
            var taken = 0;
            for (; batch.Count < MaxBatch && queue.Reader.TryRead(out var work); taken++)
            {
                if (!work.CancelledBeforeItBegan()) batch.Add(work);
            }
            await Run(batch);
            batch.Clear();
            Interlocked.Add(ref unanswered, -taken);
            if (stretch.Elapsed <= (IsInCompany ? LongestStretchInCompany : LongestStretch)) continue;
            await Task.Delay(Rest);
            stretch.Restart();
        }
    }

    private async Task Run(IReadOnlyList<Work> batch)
    {
        var ending = await Commit(batch, savepoints: careful > 0 || batch.Count == 1);
        if (careful > 0) careful--;
        if (ending == Ending.Spoiled)
        {
            careful = CarefulFor;
            ending = await Commit(batch, savepoints: true);
        }
        if (ending == Ending.Lost && batch.Count > 1)
        {
            foreach (var work in batch) await Commit([work], savepoints: true);
        }
    }

    private async Task<Ending> Commit(IReadOnlyList<Work> batch, bool savepoints)
    {
        try
        {
            await Begin();
            foreach (var work in batch)
            {
                if (savepoints) connection.Execute("SAVEPOINT operation");
                await work.Run(this);
                if (raw.sqlite3_get_autocommit(connection.Handle) != 0) throw new TransactionLost(work.Error);
                if (work.Error is not null && !savepoints)
                {
                    Rollback();
                    return Ending.Spoiled;
                }
                if (work.Error is not null) connection.Execute("ROLLBACK TO operation");
                if (savepoints) connection.Execute("RELEASE operation");
            }
            connection.Execute("COMMIT");
        }
        catch (Exception lost)
        {
            Rollback();
            if (batch is [var alone]) alone.Fail(lost is TransactionLost { InnerException: { } inner } ? inner : lost);
            return Ending.Lost;
        }
        foreach (var work in batch) work.Conclude();
        return Ending.Committed;
    }

    private void Rollback()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0) raw.sqlite3_exec(connection.Handle, "ROLLBACK");
    }

    /// <summary>The library's own busy handling sleeps 150 ms at a time; another process is out of the way much sooner.</summary>
    private async Task Begin()
    {
        for (var waiting = Stopwatch.StartNew(); ;)
        {
            var rc = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
            if (rc == raw.SQLITE_OK) return;
            if ((rc & 0xff) is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || waiting.Elapsed > LongestWaitForAnotherProcess)
                SqliteException.ThrowExceptionForRC(rc, connection.Handle);
            metAnother = Stopwatch.GetTimestamp();
            await Task.Delay(1);
        }
    }

    /// <summary>How a transaction ended. Spoiled: by an operation that failed, lost: as a whole; in both nothing of it stands.</summary>
    private enum Ending { Committed, Spoiled, Lost }

    private sealed class TransactionLost(Exception? inner) : Exception("The transaction was rolled back.", inner);

    private abstract class Work
    {
        public Exception? Error { get; protected set; }
        public abstract Task Run(WriteLane lane);
        public abstract bool CancelledBeforeItBegan();
        public abstract void Conclude();
        public abstract void Fail(Exception error);
    }

    private sealed class Operation<T>(Func<WriteLane, Task<T>> body, CancellationToken cancel) : Work
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Answer => answer.Task;

        public override async Task Run(WriteLane lane)
        {
            try
            {
                (result, Error) = (await body(lane), null);
            }
            catch (Exception error)
            {
                Error = error;
            }
        }

        public override bool CancelledBeforeItBegan() => cancel.IsCancellationRequested && answer.TrySetCanceled(cancel);

        public override void Conclude()
        {
            if (Error is null) answer.TrySetResult(result!);
            else answer.TrySetException(Error);
        }

        public override void Fail(Exception error) => answer.TrySetException(error);
    }
}
