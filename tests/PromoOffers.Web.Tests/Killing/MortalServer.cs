using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>The application with its demo in a process of its own, which can be killed and started again on the same database.</summary>
/// <param name="first">Whose database it shares, and which outlives it; null: one of its own.</param>
internal sealed partial class MortalServer(MortalServer? first = null) : IAsyncDisposable
{
    private readonly string folder = first?.folder ?? Directory.CreateTempSubdirectory("promooffers-killed-").FullName;
    private Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The key of the demo's shop, as the server prints it.</summary>
    public string ShopKey { get; private set; } = "";

    /// <summary>Only to look: nobody but the server writes.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Where its mails land, since it has no mail server.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    public string PublicIdOf(string slug)
    {
        using var db = Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT PublicId FROM Offers WHERE Slug = $slug";
        command.Parameters.AddWithValue("$slug", slug);
        return (string)command.ExecuteScalar()!;
    }

    public string File => Path.Combine(folder, "killed.db");

    public async Task Start(CancellationToken cancel)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PublicLinks).Assembly.Location])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in ((string, string)[])
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("ASPNETCORE_URLS", Address.ToString()),
            ("Database__Provider", "Sqlite"),
            ("ConnectionStrings__PromoOffers", $"Data Source={File}"),
            ("Mail__Folder", MailFolder),
            ("Demo__Seed", "true"),
            ("Limits__SignUpsPerMinute", "1000000"),
            ("Limits__VisitsPerMinute", "1000000"),
        ]) start.Environment[name] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => ShopKey = line.Data is { } text && Key().Match(text) is { Success: true } key ? key.Value : ShopKey;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(50, cancel))
        {
            Assert.False(process.HasExited, "The server ended by itself.");
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancel);
                // The key is printed a moment after the server answers.
                if (answer.StatusCode == HttpStatusCode.OK && ShopKey.Length > 0) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
        Assert.Fail("The server was not ready within two minutes.");
    }

    /// <summary>As a power cut would: SIGKILL cannot be caught.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await Kill();
        if (first is null) Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("po_[A-Za-z0-9_-]+")]
    private static partial Regex Key();
}
