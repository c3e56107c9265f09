using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace PromoOffers.Benchmarks;

/// <summary>
/// The floor of redeeming: a server that does nothing but the one guarded UPDATE that takes a code, with Microsoft.Data.Sqlite alone:
/// no key, no rules, no record, no answer kept.
/// </summary>
internal static class RawCheckout
{
    public const string Name = "raw-checkout";

    /// <summary>Whatever waits is committed together.</summary>
    public const string Lane = "lane";

    /// <summary>Each has a commit of its own.</summary>
    public const string Each = "each";

    private const int MaxBatch = 256;

    public static async Task<int> Serve(string mode, string file)
    {
        await using var connection = Open(file);
        var queue = Channel.CreateUnbounded<Request>(new() { SingleReader = true });
        var loop = Task.Run(() => Loop(connection, queue.Reader, mode == Each ? 1 : MaxBatch));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/health/ready", () => Results.Ok());
        app.MapPost("/api/v1/redemptions", async (RawRedemption body) =>
        {
            var request = new Request(Encoding.ASCII.GetBytes(body.Code), new(TaskCreationOptions.RunContinuationsAsynchronously));
            await queue.Writer.WriteAsync(request);
            return await request.Taken.Task ? Results.Json(new { id = body.Order.Id }, statusCode: StatusCodes.Status201Created) : Results.Conflict();
        });
        await app.RunAsync();
        queue.Writer.Complete();
        await loop;
        return 0;
    }

    /// <returns>Milliseconds that a commit of one small change takes, flushed to the disk.</returns>
    public static double CostOfACommit(string file)
    {
        const int times = 300;
        using var connection = Open(file);
        using var change = connection.CreateCommand();
        change.CommandText = "CREATE TABLE IF NOT EXISTS OneCommit (At INTEGER); INSERT INTO OneCommit VALUES (1)";
        change.ExecuteNonQuery();
        change.CommandText = "UPDATE OneCommit SET At = At + 1";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < times; i++) change.ExecuteNonQuery();
        return watch.Elapsed.TotalMilliseconds / times;
    }

    private static async Task Loop(SqliteConnection connection, ChannelReader<Request> queue, int most)
    {
        using var take = connection.CreateCommand();
        take.CommandText = "UPDATE PromoCodes SET RedeemedAt = $now WHERE Code = $code AND AwardId IS NOT NULL AND VoidedAt IS NULL AND RedeemedAt IS NULL";
        var code = take.Parameters.Add("$code", SqliteType.Blob);
        var now = take.Parameters.Add("$now", SqliteType.Text);
        take.Prepare();
        var batch = new List<(Request, bool)>(most);
        while (await queue.WaitToReadAsync())
        {
            using (var transaction = connection.BeginTransaction())
            {
                take.Transaction = transaction;
                while (batch.Count < most && queue.TryRead(out var request))
                {
                    (code.Value, now.Value) = (request.Code, TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
                    batch.Add((request, take.ExecuteNonQuery() == 1));
                }
                transaction.Commit();
            }
            foreach (var (request, taken) in batch) request.Taken.SetResult(taken);
            batch.Clear();
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private sealed record RawRedemption(string Code, RawOrder Order);

    private sealed record RawOrder(string Id);

    private sealed record Request(byte[] Code, TaskCompletionSource<bool> Taken);
}
