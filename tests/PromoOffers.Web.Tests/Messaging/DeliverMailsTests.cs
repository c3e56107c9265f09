using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Web.Tests.Messaging;

/// <summary>From the goal to the inbox, through the application as it runs.</summary>
public sealed class DeliverMailsTests : IDisposable
{
    /// <summary>Its spaces are part of it, and must arrive.</summary>
    private const string Code = "NL20  7KQX-M4TD ";

    private readonly string folder = Directory.CreateTempSubdirectory("promooffers-mail-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Without_a_mail_server_the_mail_lands_in_a_folder_that_nobody_else_can_read()
    {
        var mails = Path.Combine(folder, "mails");
        await using var site = new Site { Settings = { ["Mail:Folder"] = mails } };
        await Win(site);
        var delivery = await Sent(site);
        var file = Path.Combine(mails, delivery.FileName!);
        Arrived(await MimeMessage.LoadAsync(file, Cancel), delivery);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(mails));
        }
    }

    [Fact]
    public async Task A_mail_server_receives_the_code_and_the_mail_counts_as_sent()
    {
        using var server = SmtpServer.Start(folder);
        await using var site = new Site { Settings = { ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = $"{server.Port}", ["Smtp:Security"] = "None" } };
        await Win(site);
        var delivery = await Sent(site);
        Assert.Null(delivery.FileName);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(server.Mailbox, "new")));
        Arrived(await MimeMessage.LoadAsync(file, Cancel), delivery);
    }

    [Fact]
    public async Task Turns_that_send_leave_no_error_in_the_log()
    {
        await using var site = new Site { Settings = { ["Mail:Folder"] = folder } };
        await Win(site);
        await Sent(site);
        await site.DisposeAsync(); // Waits for the end of the turn.
        Assert.Contains("Application is shutting down", site.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("\"@l\":\"Error\"", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_mail_server_is_away_the_mail_waits_and_the_log_names_nobody()
    {
        await using var site = new Site { Settings = { ["Smtp:Host"] = "127.0.0.1", ["Smtp:Port"] = $"{FreePort()}", ["Smtp:Security"] = "None" } };
        await Win(site);
        var delivery = await Until(site, d => d.Attempts > 0 && d.LeaseOwner == null);
        Assert.Equal(DeliveryState.Deferred, delivery.State);
        Assert.Equal(MailErrors.Unreachable, delivery.LastError);
        Assert.True(delivery.NextAttemptAt > DateTime.UnixEpoch);
        Assert.DoesNotContain("amelie@example.org", delivery.LastError + site.Log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Code, site.Log, StringComparison.Ordinal);
    }

    private static void Arrived(MimeMessage message, Delivery delivery)
    {
        Assert.StartsWith(delivery.MessageId + "@", message.MessageId, StringComparison.Ordinal);
        Assert.Equal("Your code, Amélie", message.Subject);
        Assert.Equal("amelie@example.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Contains($"[{Code}]", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($">{Code}<", message.HtmlBody, StringComparison.Ordinal);
        Assert.IsType<MultipartAlternative>(message.Body);
    }

    private static Task<Delivery> Sent(Site site) => Until(site, d => d.State == DeliveryState.Sent);

    private static async Task<Delivery> Until(Site site, Func<Delivery, bool> done)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(50, Cancel))
        {
            await using var scope = site.Services.CreateAsyncScope();
            var delivery = await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().Deliveries.AsNoTracking().SingleAsync(Cancel);
            if (done(delivery)) return delivery;
        }
        throw new TimeoutException("The mail did not come that far: " + site.Log);
    }

    /// <summary>Somebody meets the goal of an approved offer with one code.</summary>
    private static Task<bool> Win(Site site) => site.Services.GetRequiredService<IWrites>().Run(async (db, cancel) =>
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var program = db.Add(new Domain.Offers.Program("Spring", now)).Entity;
        await db.SaveChangesAsync(cancel);
        var offer = db.Add(new Offer(program.Id, "Friends", "friends", OfferKind.Referral, Terms(), "Ann", now)).Entity;
        await db.SaveChangesAsync(cancel);
        db.Add(new OfferCounts(offer.Id) { CodesFree = 1 });
        offer.Approve("Ann", now);
        var file = db.Add(new CodeFile(offer.Id, "file", "codes.txt", "Ann", now)
        {
            State = CodeFileState.Published,
            PublishedAt = now,
            Codes = 1,
            Free = 1,
            FirstCodeId = 1,
            LastCodeId = 1,
        }).Entity;
        var person = db.Add(new Participant(offer.Id, "amelie@example.org", [1], "en", now) { FirstName = "Amélie" }).Entity;
        await db.SaveChangesAsync(cancel);
        db.Add(new PromoCode(1, offer.Id, file.Id, 1, Encoding.ASCII.GetBytes(Code)));
        await db.SaveChangesAsync(cancel);
        var standing = await site.Services.GetRequiredService<IChangeParticipant>().CountProgress(db, person.Id, cancel);
        await site.Services.GetRequiredService<EarnAwards>().Run(db, offer, standing, now, cancel);
        return true;
    }, Cancel);

    private static OfferTerms Terms() => new()
    {
        Languages = ["en"],
        Prize = new() { Value = 20, Label = In("20% off") },
        Referral = new() { Count = 1 },
        UsePromoCodes = true,
        Page = new Dictionary<string, PageTexts> { ["en"] = new() { Headline = "Bring a friend", Button = "Join", Consent = "Yes" } },
        SignUpEmail = new Dictionary<string, MessageTemplate> { ["en"] = new() { Subject = "Hello", Html = "<p>Hello</p>", Text = "Hello" } },
        FulfillmentEmail = new Dictionary<string, MessageTemplate>
        {
            ["en"] = new() { Subject = "Your code, {{ first_name }}", Html = "<p>{{social.Promo Code}}</p>", Text = "[{{social.Promo Code}}]" },
        },
        RulesLink = In("https://shop.example/rules"),
    };

    private static Dictionary<string, string> In(string english) => new() { ["en"] = english };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>aiosmtpd, where it is installed; PROMOOFFERS_REQUIRE_SMTP=1 makes its absence a failure.</summary>
    private sealed class SmtpServer(Process process, int port, string mailbox) : IDisposable
    {
        /// <summary>That of the system, which its packages belong to, even where another one comes first.</summary>
        private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

        public int Port => port;
        public string Mailbox => mailbox;

        public static SmtpServer Start(string folder)
        {
            var installed = Run("-c", "import aiosmtpd") is { } probe && probe.WaitForExit(10_000) && probe.ExitCode == 0;
            if (!installed && Environment.GetEnvironmentVariable("PROMOOFFERS_REQUIRE_SMTP") == "1") Assert.Fail("python3-aiosmtpd is not installed.");
            Assert.SkipUnless(installed, "No SMTP server: python3-aiosmtpd is not installed.");
            var (port, mailbox) = (FreePort(), Path.Combine(folder, "mailbox"));
            var server = new SmtpServer(Run("-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", mailbox)!, port, mailbox);
            server.MustListen();
            return server;
        }

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        private void MustListen()
        {
            for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(15); Thread.Sleep(50))
            {
                try
                {
                    using var client = new TcpClient("127.0.0.1", port);
                    return;
                }
                catch (SocketException)
                {
                    // Not yet.
                }
            }
            throw new TimeoutException("aiosmtpd does not listen.");
        }

        private static Process? Run(params string[] args)
        {
            try
            {
                return Process.Start(new ProcessStartInfo(Python, args) { RedirectStandardError = true, RedirectStandardOutput = true });
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return null; // No python3.
            }
        }
    }
}
