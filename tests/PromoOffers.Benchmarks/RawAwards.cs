using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PromoOffers.Benchmarks;

/// <summary>
/// The floor of awards: a server that reads the form and does nothing but the one guarded UPDATE that gives a code: nobody is looked
/// for, no friend counted, no award made, no mail written.
/// </summary>
internal static class RawAwards
{
    public const string Name = "raw-awards";

    /// <summary>With the key of the award as $value.</summary>
    public const string Give = """
        UPDATE PromoCodes SET AwardId = $value, AssignedAt = $now
        WHERE Id = (SELECT Id FROM PromoCodes WHERE AwardId IS NULL ORDER BY Id LIMIT 1) AND AwardId IS NULL
        """;

    public static async Task<int> Serve(string file)
    {
        await using var lane = new RawLane(file, Give);
        var awards = 0L;
        await RawServer.Run(app => app.MapPost("/o/{slug}/confirm", async (HttpContext context) =>
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
            return await lane.Run(Interlocked.Increment(ref awards)) ? Results.Redirect("/") : Results.Conflict();
        }));
        return 0;
    }
}
