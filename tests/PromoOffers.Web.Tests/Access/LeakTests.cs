using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Web.Tests.Access;

/// <summary>
/// Nobody without Access Prizes gets at a code or a private link: whatever can be opened in a site with the demo in it is opened
/// as each kind of person, errors included.
/// </summary>
public sealed class LeakTests : IDisposable
{
    private const string AllButPrizes = "All but prizes";

    private readonly Site site = new() { Settings = { ["Demo:Seed"] = "true" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(BuiltInRoles.AnalyticsUser)]
    [InlineData(BuiltInRoles.MarketingUser)]
    [InlineData(AllButPrizes)]
    public async Task Without_Access_Prizes_no_code_and_no_private_link_is_anywhere(string? role)
    {
        var found = await Found(role);
        Assert.Empty(found);
    }

    /// <summary>That the crawl finds them where they may be seen is what makes the other test worth something.</summary>
    [Fact]
    public async Task With_Access_Prizes_the_same_way_leads_to_them()
    {
        var found = await Found(BuiltInRoles.AccessPrizes);
        Assert.Contains(found, page => page.EndsWith("/codes", StringComparison.Ordinal));
        Assert.Contains(found, page => page.EndsWith("/participants/export", StringComparison.Ordinal));
        Assert.Contains(found, page => page.Contains("/emails/", StringComparison.Ordinal));
    }

    /// <returns>The addresses whose answer held a code or the token of a private link.</returns>
    private async Task<List<string>> Found(string? role)
    {
        if (role == AllButPrizes) await AddRole();
        using var browser = role is null ? site.Browser() : await site.SignedIn(role);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PromoOffersDb>();
        var secrets = await Secrets(db);
        var found = new List<string>();
        var crawler = new Crawler(browser, (address, answer) =>
        {
            if (((string[])[answer, WebUtility.HtmlDecode(answer), Uri.UnescapeDataString(answer)]).Any(text => text.AsSpan().ContainsAny(secrets))) found.Add(address);
        });
        var values = await Values(db);
        var routes = scope.ServiceProvider.GetRequiredService<EndpointDataSource>();
        crawler.Add("/");
        crawler.Add(routes, values);
        await crawler.Run();
        await crawler.Provoke(routes, values[0]);
        Assert.InRange(crawler.Looked, 80, int.MaxValue);
        return found;
    }

    private static async Task<SearchValues<string>> Secrets(PromoOffersDb db)
    {
        var codes = await db.PromoCodes.Select(c => c.Code).ToListAsync(Cancel);
        var tokens = await db.Participants.Select(p => p.PrivateToken).ToListAsync(Cancel);
        Assert.True(await db.PromoCodes.AnyAsync(c => c.AwardId != null, Cancel));
        return SearchValues.Create([.. codes.Select(Encoding.ASCII.GetString), .. tokens], StringComparison.Ordinal);
    }

    /// <summary>What there is, as routes name it: a set for each offer, one for each of its winners' mails, and what has a number.</summary>
    private static async Task<List<Dictionary<string, string>>> Values(PromoOffersDb db)
    {
        var sets = new List<Dictionary<string, string>>();
        foreach (var offer in await db.Offers.OrderBy(o => o.Id).ToListAsync(Cancel))
        {
            var values = new Dictionary<string, string>
            {
                ["offerId"] = offer.PublicId,
                ["id"] = offer.PublicId,
                ["slug"] = offer.Slug,
                ["part"] = "sign-up-page",
                ["kind"] = nameof(DeliveryKind.Fulfillment),
                ["language"] = "fr",
            };
            sets.Add(values);
            if (await db.CodeFiles.Where(f => f.OfferId == offer.Id).Select(f => f.PublicId).FirstOrDefaultAsync(Cancel) is { } file) values["fileId"] = file;
            var mails = await (
                from mail in db.Deliveries
                join person in db.Participants on mail.ParticipantId equals person.Id
                where mail.OfferId == offer.Id
                orderby mail.CodeId == null, mail.Id
                select new { mail.MessageId, mail.CodeId, person.EntryId, person.ShareToken }).Take(2).ToListAsync(Cancel);
            sets.AddRange(mails.Select(m => new Dictionary<string, string>(values)
            {
                ["messageId"] = m.MessageId,
                ["entryId"] = m.EntryId,
                ["token"] = m.ShareToken,
                ["codeId"] = m.CodeId?.ToString(CultureInfo.InvariantCulture) ?? "1",
            }));
        }
        foreach (var program in await db.Programs.Select(p => p.PublicId).ToListAsync(Cancel)) sets.Add(new() { ["id"] = program });
        sets.Add(new() { ["id"] = "1", ["code"] = "404", ["colour"] = "86296b", ["language"] = "en" });
        // The fullest set first: errors are provoked with it.
        return [.. sets.OrderByDescending(s => s.Count)];
    }

    private Task<bool> AddRole() => site.Services.GetRequiredService<IWrites>().Run((db, _) =>
    {
        db.Roles.Add(new StaffRole
        {
            Name = AllButPrizes,
            NormalizedName = AllButPrizes.ToUpperInvariant(),
            Permissions = Enum.GetValues<Permission>().Where(p => p != Permission.AccessPrizes).ToHashSet(),
        });
        return Task.FromResult(true);
    });
}
