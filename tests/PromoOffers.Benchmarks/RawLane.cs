using System.Globalization;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Benchmarks;

/// <summary>One guarded UPDATE, run with Microsoft.Data.Sqlite alone by one after the other; those who wait are committed together, flushed to the disk.</summary>
internal sealed class RawLane : IAsyncDisposable
{
    /// <summary>Committed together at the most, as in the application's lane.</summary>
    public const int MaxBatch = 256;

    private readonly SqliteConnection connection;
    private readonly Channel<Request> queue = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
    private readonly Task loop;

    /// <param name="update">With $value, and $now for the time.</param>
    /// <param name="most">Committed together at the most.</param>
    public RawLane(string file, string update, int most = MaxBatch)
    {
        connection = Open(file);
        loop = Task.Run(() => Loop(update, most));
    }

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <returns>Whether it changed a row, once that is on the disk.</returns>
    public Task<bool> Run(object value)
    {
        var request = new Request(value, new(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Writer.TryWrite(request);
        return request.Changed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await loop;
        await connection.DisposeAsync();
    }

    private async Task Loop(string update, int most)
    {
        using var change = connection.CreateCommand();
        change.CommandText = update;
        var (value, now) = (change.CreateParameter(), change.CreateParameter());
        (value.ParameterName, now.ParameterName) = ("$value", "$now");
        change.Parameters.AddRange([value, now]);
        var batch = new List<(Request, bool)>(most);
        while (await queue.Reader.WaitToReadAsync())
        {
            using (var transaction = connection.BeginTransaction())
            {
                change.Transaction = transaction;
                while (batch.Count < most && queue.Reader.TryRead(out var request))
                {
                    (value.Value, now.Value) = (request.Value, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
                    batch.Add((request, change.ExecuteNonQuery() == 1));
                }
                transaction.Commit();
            }
            foreach (var (request, changed) in batch) request.Changed.SetResult(changed);
            batch.Clear();
        }
    }

    private sealed record Request(object Value, TaskCompletionSource<bool> Changed);
}
