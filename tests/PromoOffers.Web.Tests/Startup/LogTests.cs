using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Tests.Access;

namespace PromoOffers.Web.Tests.Startup;

/// <summary>A whole run, from the sign-up to the reviewer who reads the code, with what goes wrong on the way; and then its log.</summary>
public sealed class LogTests : IDisposable
{
    private const string Slug = "try-it";
    private const string Unlucky = "unlucky@mail.example";

    private readonly Site site = new() { Settings = { ["Demo:Seed"] = "true", ["Serilog:MinimumLevel:Default"] = "Verbose" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_whole_run_leaves_no_code_address_token_or_private_link_in_the_log()
    {
        var friend = await TakePart("kim.referrer@mail.example", null);
        var other = await TakePart("sam.friend@mail.example", friend.ShareToken);
        while (await site.Services.GetRequiredService<DeliverMails>().Turn(Cancel) > 0) { }
        await BeWrong(other);
        await ReadEverything();
        await Fail();

        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PromoOffersDb>();
        Assert.Equal(1, await db.Participants.Where(p => p.Id == friend.Id).Select(p => p.CodesSent).SingleAsync(Cancel));
        var secrets = await Secrets(db);
        var log = site.Log;
        Assert.Contains("/o/{slug}/confirm", log, StringComparison.Ordinal);
        Assert.Contains("\"Status\":500", log.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(secrets.Append(Unlucky), secret => log.Contains(secret, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("?t=", log, StringComparison.Ordinal);
    }

    private async Task<Participant> TakePart(string email, string? shareToken)
    {
        using var browser = site.Browser();
        var answer = await browser.Submit($"/o/{Slug}?r={shareToken}", new() { ["Form.Email"] = email, ["Form.Person[firstName]"] = "Kim", ["Form.R"] = shareToken ?? "" }, $"/o/{Slug}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var person = await Find(email);
        await browser.GetAsync($"/o/{Slug}/me?t={person.PrivateToken}", Cancel);
        answer = await browser.Submit($"/o/{Slug}/mine", [], $"/o/{Slug}/confirm");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    /// <summary>What people and programs do that is of no use: each is answered, and each answer is logged.</summary>
    private async Task BeWrong(Participant somebody)
    {
        using var browser = site.Browser();
        foreach (var address in (string[])[$"/r/{somebody.ShareToken}x", $"/o/{Slug}/me?t={somebody.PrivateToken}x", $"/{somebody.PrivateToken}", $"/o/{somebody.PrivateToken}"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address, Cancel)).StatusCode);
        await browser.SignIn(somebody.Email!, "not the password");
        await browser.Submit("/forgot", new() { ["Email"] = somebody.Email! });
        await browser.PostAsync($"/o/{Slug}/confirm?t={somebody.PrivateToken}", null, Cancel);
        await browser.GetAsync($"/offers/{somebody.PrivateToken}/emails/{somebody.Email}", Cancel);
    }

    private async Task ReadEverything()
    {
        using var reviewer = await site.SignedIn(BuiltInRoles.AccessPrizes);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PromoOffersDb>();
        var offer = await db.Offers.Where(o => o.Slug == Slug).SingleAsync(Cancel);
        var mail = await db.Deliveries.Where(d => d.OfferId == offer.Id && d.CodeId != null).FirstAsync(Cancel);
        var person = await db.Participants.SingleAsync(p => p.Id == mail.ParticipantId, Cancel);
        var code = Encoding.ASCII.GetString((await db.PromoCodes.SingleAsync(c => c.Id == mail.CodeId, Cancel)).Code);
        var values = new Dictionary<string, string> { ["offerId"] = offer.PublicId, ["id"] = offer.PublicId, ["slug"] = Slug, ["messageId"] = mail.MessageId, ["entryId"] = person.EntryId };
        var crawler = new Crawler(reviewer, (_, _) => { });
        crawler.Add($"/offers/{offer.PublicId}/participants?q={code}");
        crawler.Add($"/offers/{offer.PublicId}/participants?q={person.Email}");
        crawler.Add(scope.ServiceProvider.GetRequiredService<EndpointDataSource>(), [values]);
        await crawler.Run();
        await crawler.Provoke(scope.ServiceProvider.GetRequiredService<EndpointDataSource>(), values);
    }

    /// <summary>The database refuses, and repeats in its own words what it was given.</summary>
    private async Task Fail()
    {
        await site.Services.GetRequiredService<IWrites>().Run((db, cancel) => db.Database.ExecuteSqlRawAsync(
            $"CREATE TRIGGER Refuse BEFORE INSERT ON Participants BEGIN SELECT RAISE(ABORT, 'doubled: {Unlucky}'); END", cancel), Cancel);
        using var browser = site.Browser();
        var answer = await browser.PostAsync($"/o/{Slug}", new FormUrlEncodedContent([new("Form.Email", Unlucky), new("Form.Person[firstName]", "Kim")]), Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private async Task<Participant> Find(string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().Participants.AsNoTracking().SingleAsync(p => p.Email == email, Cancel);
    }

    private static async Task<List<string>> Secrets(PromoOffersDb db)
    {
        var codes = await db.PromoCodes.Select(c => c.Code).ToListAsync(Cancel);
        var people = await db.Participants.Select(p => new { p.Email, p.PrivateToken, p.ShareToken }).ToListAsync(Cancel);
        var staff = await db.Users.Select(u => u.Email!).ToListAsync(Cancel);
        return [.. codes.Select(Encoding.ASCII.GetString), .. people.SelectMany(p => (string[])[p.Email!, p.PrivateToken, p.ShareToken]), .. staff];
    }
}
