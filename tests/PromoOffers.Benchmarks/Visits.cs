using System.Globalization;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>The public page of an offer, asked for by many at once, beside an endpoint that returns the same bytes.</summary>
internal static class Visits
{
    private const int Connections = 64;
    private const string Slug = "visits";

    /// <summary>Before anything is measured: what runs often is compiled better after a while.</summary>
    private const int Before = 150_000;

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var visits in run.Sizes(100_000))
        {
            var (ours, memory, page) = await Ours(visits);
            var floor = await Floor(visits, page);
            run.Add(string.Create(CultureInfo.InvariantCulture, $"{visits:#,0} visits of {page.Length:#,0} bytes, {Connections} connections"), "requests/s", ours.ASecond, floor.ASecond, memory);
            run.Add("p99", "ms", ours.P99, floor.P99, null);
        }
    }

    private static async Task<(Crowd Crowd, double? MemoryMb, byte[] Page)> Ours(int visits)
    {
        await using var server = await ServerProcess.Start([], db => db.Add(new ReferralOffer { Slug = Slug }));
        using var client = Client(server);
        var page = await client.GetByteArrayAsync(new Uri($"/o/{Slug}", UriKind.Relative));
        await Crowd.Run(Connections, Before, _ => Visit(client, page.Length));
        var idle = server.Memory.Resident();
        server.Memory.ForgetPeak();
        return (await Crowd.Run(Connections, visits, _ => Visit(client, page.Length)), server.Memory.Peak() - idle, page);
    }

    private static async Task<Crowd> Floor(int visits, byte[] page)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "page.html");
        await File.WriteAllBytesAsync(file, page);
        await using var server = await ServerProcess.StartFloor([RawPage.Name, file], _ => Task.CompletedTask);
        using var client = Client(server);
        await Crowd.Run(Connections, Before, _ => Visit(client, page.Length));
        return await Crowd.Run(Connections, visits, _ => Visit(client, page.Length));
    }

    /// <summary>Each comes for the first time, and keeps no cookie.</summary>
    private static HttpClient Client(ServerProcess server) =>
        new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = Connections }) { BaseAddress = server.Address };

    private static async Task Visit(HttpClient client, int length)
    {
        var page = await client.GetByteArrayAsync(new Uri($"/o/{Slug}", UriKind.Relative));
        if (page.Length != length) throw new InvalidOperationException($"The page has {page.Length} bytes, not {length}.");
    }
}
