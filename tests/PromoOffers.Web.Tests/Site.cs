using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Web.Startup;
using Serilog.Core;
using Serilog.Events;

namespace PromoOffers.Web.Tests;

/// <summary>The application as it runs, on a SQLite file of its own, with everything that it logs kept.</summary>
public class Site : WebApplicationFactory<PublicLinks>
{
    private readonly string folder = Directory.CreateTempSubdirectory("promooffers-site-").FullName;
    private readonly KeptLog log = new();

    /// <summary>Settings beside those of every test; the last one said of a key holds.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>Where the database and the mails are.</summary>
    public string Folder => folder;

    /// <summary>Where mails land, a file each.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    /// <summary>What stands in the log so far, as its reader in production would see it.</summary>
    public string Log => log.Text;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Database:Provider", "Sqlite");
        builder.UseSetting("ConnectionStrings:PromoOffers", $"Data Source={Path.Combine(folder, "site.db")}");
        builder.UseSetting("Mail:Folder", MailFolder);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        builder.ConfigureServices(services => services.AddSingleton<ILogEventSink>(log));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(folder)) return;
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private sealed class KeptLog : ILogEventSink
    {
        private readonly ConcurrentQueue<LogEvent> events = new();
        private readonly DiscreetFormatter formatter = new(readable: false);

        public string Text
        {
            get
            {
                using var text = new StringWriter(CultureInfo.InvariantCulture);
                foreach (var logEvent in events) formatter.Format(logEvent, text);
                return text.ToString();
            }
        }

        public void Emit(LogEvent logEvent) => events.Enqueue(logEvent);
    }
}
