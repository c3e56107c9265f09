using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Browser.Tests;

/// <summary>An offer and files of codes whose names are one long word each.</summary>
public sealed class LongNamesTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    private const string Spilling =
        "[...document.querySelectorAll('main .card, main .notice')].filter(box => box.scrollWidth > box.clientWidth + 1 || box.offsetWidth > box.parentElement.clientWidth + 1).map(box => box.innerText)";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Long_names_stay_within_their_boxes(int width)
    {
        var offer = $"/offers/{await NewOffer(width)}";
        var page = await Open($"{offer}/codes", Admin, width);
        var whole = await Upload(page, $"promo_codes_export_20261128_shopify_production_final_{width}.txt", $"LN{width}-1\nLN{width}-2\n");
        var held = await Upload(page, $"{new string('n', 247)}{width:D4}.txt", $"LN{width}-3\nLN{width}-4 \n");
        var rejected = await Upload(page, $"{new string('r', 247)}{width:D4}.txt", "CAF\u00c9\n");
        var problems = new List<string>();
        foreach (var address in (string[])
        [
            offer, $"{offer}/participants", $"{offer}/codes", $"{offer}/codes/{whole}", $"{offer}/codes/{held}", $"{offer}/codes/{rejected}",
            $"{offer}/emails", $"{offer}/emails/sample/SignUp", $"{offer}/redemptions", $"{offer}/history", $"{offer}/draft/OfferDetails",
            $"{offer}/draft/SignUpPage", $"{offer}/draft/Emails", $"{offer}/draft/preview", $"/activities/{offer[1..]}", "/activities", "/audit",
        ])
        {
            await page.GotoAsync(address);
            problems.AddRange(await page.Problems());
            problems.AddRange((await page.EvaluateAsync<string[]>(Spilling)).Select(box => $"{address} spills: {box}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    /// <returns>What the file is called in addresses.</returns>
    private async Task<string> Upload(IPage page, string name, string content)
    {
        await page.ReloadAsync();
        await page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) });
        await Assertions.Expect(page.Locator("[data-upload-report] .card")).ToBeVisibleAsync();
        await page.IsSound();
        await using var db = Site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();
        return await db.CodeFiles.Where(f => f.Name == name).Select(f => f.PublicId).SingleAsync(Cancel);
    }

    /// <returns>What the offer is called in addresses.</returns>
    private async Task<string> NewOffer(int width)
    {
        var writes = Site.Services.GetRequiredService<IWrites>();
        var now = Site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var id = await new ReferralOffer { Slug = $"long-names-{width}" }.Approved(writes, now, Cancel);
        return await writes.Run(async (db, stop) =>
        {
            var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == id, stop);
            offer.Rename($"{new string('W', 81)}{width:D4}");
            offer.Edit("Ann", now);
            return offer.PublicId;
        }, Cancel);
    }
}
