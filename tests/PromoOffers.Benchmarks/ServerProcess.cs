using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PromoOffers.Benchmarks;

/// <summary>The application as a process of its own, on an empty folder that goes with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string FileName = "promooffers.db";

    private readonly Process process;
    private readonly bool ownsFolder;

    private ServerProcess(Process process, string folder, bool ownsFolder, Uri address) =>
        (this.process, Folder, this.ownsFolder, Address, Memory) = (process, folder, ownsFolder, address, new(process.Id));

    public string Folder { get; }
    public Uri Address { get; }
    public ProcessMemory Memory { get; }
    public string DatabaseFile => Path.Combine(Folder, FileName);

    /// <param name="settings">Besides those of address and database, as environment variables are named.</param>
    /// <param name="seed">Fills the database before the server starts on it.</param>
    public static Task<ServerProcess> Start(IEnumerable<(string Name, string Value)> settings, Func<SeededDatabase, Task> seed) => Start(() => settings, seed);

    /// <summary>The same with settings that are known once the database is filled.</summary>
    public static async Task<ServerProcess> Start(Func<IEnumerable<(string Name, string Value)>> settings, Func<SeededDatabase, Task> seed)
    {
        var folder = Directory.CreateTempSubdirectory("promooffers-benchmark-").FullName;
        await using (var database = await SeededDatabase.Open(Path.Combine(folder, FileName))) await seed(database);
        return await Start("PromoOffers.Web.dll", [], settings(), folder, ownsFolder: true);
    }

    /// <summary>Not the application but one of this project's own servers, a floor, on a database that is filled alike.</summary>
    /// <param name="arguments">Of this program; the file of the database follows.</param>
    public static async Task<ServerProcess> StartFloor(string[] arguments, Func<SeededDatabase, Task> seed)
    {
        var folder = Directory.CreateTempSubdirectory("promooffers-benchmark-").FullName;
        var file = Path.Combine(folder, FileName);
        await using (var database = await SeededDatabase.Open(file)) await seed(database);
        return await Start("PromoOffers.Benchmarks.dll", [.. arguments, file], [], folder, ownsFolder: true);
    }

    /// <summary>Another process on the same database, to be stopped before this one.</summary>
    public Task<ServerProcess> Join(IEnumerable<(string Name, string Value)> settings) => Start("PromoOffers.Web.dll", [], settings, Folder, ownsFolder: false);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    private static async Task<ServerProcess> Start(
        string program, string[] arguments, IEnumerable<(string Name, string Value)> settings, string folder, bool ownsFolder)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        (string, string)[] own =
        [
            ("ASPNETCORE_URLS", address.ToString()),
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("PublicUrl", address.ToString()),
            ("Mail__Folder", Path.Combine(folder, "mail")),
            ("Database__Provider", "Sqlite"),
            ("ConnectionStrings__PromoOffers", $"Data Source={Path.Combine(folder, FileName)}"),
            ("Demo__Seed", "false"),
        ];
        foreach (var (name, value) in own.Concat(settings)) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, folder, ownsFolder, address);
        await server.Answers();
        return server;
    }

    private async Task Answers()
    {
        using var client = new HttpClient { BaseAddress = Address };
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(100))
        {
            if (process.HasExited) throw new InvalidOperationException($"The server ended with {process.ExitCode}.");
            try
            {
                using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (response.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        throw new TimeoutException("The server was not ready within two minutes.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
