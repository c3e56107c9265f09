using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Web.Tests.Participants;

/// <summary>Erasing through the pages; and a search of every byte that the application has written.</summary>
public sealed partial class ErasureTests : IAsyncLifetime
{
    private readonly Site site = new();
    private int offerId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        offerId = await new ReferralOffer().Approved(site.Services.GetRequiredService<IWrites>(), Now, Cancel);
        await new ReferralOffer { Slug = "autumn" }.Approved(site.Services.GetRequiredService<IWrites>(), Now, Cancel);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Whoever_erases_themselves_is_in_no_file_and_no_page_any_more()
    {
        var ann = await Join("Annabelle.Quirkwood@example.com", "Annabelle", "Quirkwood");
        await Until(() => Task.FromResult(Holds(MailFolder, "Quirkwood")));
        using var own = site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = true });
        var page = await own.GetStringAsync($"/o/spring/me?t={ann.PrivateToken}", Cancel);
        Assert.Contains("/o/spring/mine/erase", page, StringComparison.Ordinal);
        var answer = await Post(own, "/o/spring/mine/erase", "/o/spring/mine/erase");
        Assert.Contains("Your data are erased", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/o/spring/me?t={ann.PrivateToken}", Cancel)).StatusCode);
        Assert.Null((await Person(ann.Id)).Email);
        await Until(() => Task.FromResult(!Holds(site.Folder, "quirkwood") && !Holds(site.Folder, "Quirkwood") && !Holds(site.Folder, "annabelle")));
        Assert.DoesNotContain("uirkwood", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_who_may_erase_from_the_list_are_asked_once_more()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var ann = await Join("ann@example.com", "Ann", "Quirkwood");
        await SignUp("autumn", "ann@example.com", "Ann", "Quirkwood");
        var offer = await Offer();
        var ask = $"/offers/{offer}/participants/{ann.EntryId}/erase";
        Assert.Contains(ask, await marketer.GetStringAsync($"/offers/{offer}/participants", Cancel), StringComparison.Ordinal);
        Assert.Contains("Ann Quirkwood", await marketer.GetStringAsync(ask, Cancel), StringComparison.Ordinal);
        Assert.Equal("ann@example.com", (await Person(ann.Id)).Email);
        Assert.Equal(HttpStatusCode.Redirect, (await Post(marketer, ask, ask, ("everywhere", "true"))).StatusCode);
        var answer = await marketer.GetStringAsync($"/offers/{offer}/participants", Cancel);
        Assert.Contains("erased in 2 offers", answer, StringComparison.Ordinal);
        Assert.Contains("Erased participant", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Quirkwood", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync(ask, Cancel)).StatusCode);
        Assert.Contains("erased the personal data", await marketer.GetStringAsync($"/offers/{offer}/history", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BuiltInRoles.AnalyticsUser)]
    [InlineData(BuiltInRoles.AccessPrizes)]
    public async Task Who_may_not_erase_is_not_offered_it(string role)
    {
        using var staff = await site.SignedIn(role);
        var ann = await Join("ann@example.com", "Ann", "Quirkwood");
        var offer = await Offer();
        Assert.DoesNotContain("/erase", await staff.GetStringAsync($"/offers/{offer}/participants", Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync($"/offers/{offer}/participants/{ann.EntryId}/erase", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_code_of_somebody_who_was_erased_is_not_offered_to_be_sent_again_and_whoever_asks_is_told_why()
    {
        var winner = (await site.Services.GetRequiredService<IWrites>().Send(offerId, Now, ["A-1", "A-2"], free: 1, cancel: Cancel)).Single();
        var person = await Person(winner);
        await site.Services.GetRequiredService<EraseParticipant>().Run(offerId, person.EntryId, false, Actor.System, Cancel);
        using var admin = await site.SignedIn(BuiltInRoles.Admin);
        var list = $"/offers/{await Offer()}/participants";
        var codes = await admin.GetStringAsync($"{list}/{person.EntryId}/codes", Cancel);
        Assert.Contains("This participant was erased", codes, StringComparison.Ordinal);
        Assert.DoesNotContain("/resend", codes, StringComparison.Ordinal);
        await using var db = Db();
        var code = await db.PromoCodes.Where(c => c.AwardId != null).Select(c => c.Id).SingleAsync(Cancel);
        foreach (var verb in (string[])["resend", "replace"])
        {
            await Post(admin, list, $"{list}/codes/{code}/{verb}", ("reason", "typed wrongly"));
            Assert.Contains("This participant was erased: nothing can be sent", await admin.GetStringAsync(list, Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_of_another_site_erases_nobody()
    {
        var ann = await Join("ann@example.com", "Ann", "Quirkwood");
        using var own = site.CreateClient();
        await own.GetStringAsync($"/o/spring/me?t={ann.PrivateToken}", Cancel);
        using var nothing = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await own.PostAsync("/o/spring/mine/erase", nothing, Cancel)).StatusCode);
        using var stranger = site.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/o/spring/mine/erase", Cancel)).StatusCode);
        Assert.NotNull((await Person(ann.Id)).Email);
    }

    private DateTime Now => site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private string MailFolder => Path.Combine(site.Folder, "mail");

    private async Task<Participant> Join(string email, string first, string last)
    {
        await SignUp("spring", email, first, last);
        await using var db = Db();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.OfferId == offerId && p.Email == email, Cancel);
    }

    private async Task SignUp(string slug, string email, string first, string last)
    {
        await using var db = Db();
        var offer = await db.Offers.Where(o => o.Slug == slug).Select(o => o.Id).SingleAsync(Cancel);
        await site.Services.GetRequiredService<SignUp>().Run(new(offer, email, "en", new Dictionary<string, string> { ["firstName"] = first, ["lastName"] = last }, true, null), Cancel);
    }

    private async Task<Participant> Person(long id)
    {
        await using var db = Db();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.Id == id, Cancel);
    }

    private async Task<string> Offer()
    {
        await using var db = Db();
        return await db.Offers.Where(o => o.Id == offerId).Select(o => o.PublicId).SingleAsync(Cancel);
    }

    private PromoOffersDb Db() => site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string page, string to, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await browser.GetStringAsync(page, Cancel)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", token)]);
        return await browser.PostAsync(to, form, Cancel);
    }

    private static bool Holds(string folder, string text) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(file => Bytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] Bytes(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var all = new MemoryStream();
            stream.CopyTo(all);
            return all.ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 300, "It did not come about.");
            await Task.Delay(100, Cancel);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
