using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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

    private const string Take = "UPDATE PromoCodes SET RedeemedAt = $now WHERE Code = $value AND AwardId IS NOT NULL AND VoidedAt IS NULL AND RedeemedAt IS NULL";

    public static async Task<int> Serve(string mode, string file)
    {
        await using var lane = new RawLane(file, Take, mode == Each ? 1 : RawLane.MaxBatch);
        await RawServer.Run(app => app.MapPost("/api/v1/redemptions", async (RawRedemption body) =>
            await lane.Run(Encoding.ASCII.GetBytes(body.Code)) ? Results.Json(new { id = body.Order.Id }, statusCode: StatusCodes.Status201Created) : Results.Conflict()));
        return 0;
    }

    /// <returns>Milliseconds that a commit of one small change takes, flushed to the disk.</returns>
    public static double CostOfACommit(string file)
    {
        const int times = 300;
        using var connection = RawLane.Open(file);
        using var change = connection.CreateCommand();
        change.CommandText = "CREATE TABLE IF NOT EXISTS OneCommit (At INTEGER); INSERT INTO OneCommit VALUES (1)";
        change.ExecuteNonQuery();
        change.CommandText = "UPDATE OneCommit SET At = At + 1";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < times; i++) change.ExecuteNonQuery();
        return watch.Elapsed.TotalMilliseconds / times;
    }

    private sealed record RawRedemption(string Code, RawOrder Order);

    private sealed record RawOrder(string Id);
}
