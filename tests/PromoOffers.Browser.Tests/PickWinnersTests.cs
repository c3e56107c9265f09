using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PromoOffers.Web.Tests.Draws;

namespace PromoOffers.Browser.Tests;

/// <summary>From the closed drawing to the certificate that anybody can verify.</summary>
[Collection(WithKeys.Name)]
public sealed class PickWinnersTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    private const long FirstCode = 5_000_000;

    [Theory]
    [InlineData(1440, "en", "Verify in this browser", "The draw holds", 1)]
    [InlineData(390, "fr", "Vérifier dans ce navigateur", "Le tirage est exact", 2)]
    public async Task A_marketer_picks_disqualifies_and_finalizes_and_anybody_verifies_the_draw(int width, string language, string verify, string holds, int run)
    {
        var draw = await DrawOnSite.Frozen(Site, entrants: 8, codes: 2, with: t => t with { Winners = 3 }, slug: $"pick-{run}", firstCode: FirstCode + (run * 100));
        var page = await Open(draw.Winners, Marketer, width, language);
        await page.IsSound();
        await page.Locator("#Form_Ready").CheckAsync();
        await page.Locator("form.card button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        await page.IsSound();

        // By the keyboard alone: the reason has the focus, and Enter in the note sends.
        await page.Locator("#rank-2 a").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**judge=2**");
        await Assertions.Expect(page.Locator("#decision")).ToBeFocusedAsync();
        await page.IsSound();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("The same household");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#rank-4").WaitForAsync();
        await page.IsSound();

        await page.Locator("a[href='#finalize']").ClickAsync();
        await page.IsSound();
        await page.Locator("#finalize [data-closes]").ClickAsync();
        await page.Locator("a[href='#finalize']").ClickAsync();
        await page.Locator("#finalize button[type=submit]").ClickAsync();
        await page.Locator(".notice.good").WaitForAsync();
        await page.IsSound();
        await AssertAwarded(draw);

        var anybody = await Open($"/o/pick-{run}/draws/1", width: width, language: language);
        await anybody.GetByRole(AriaRole.Button, new() { Name = verify }).ClickAsync();
        await Assertions.Expect(anybody.Locator("#verify [role=status]")).ToContainTextAsync(holds);
        await anybody.IsSound();
    }

    /// <summary>Three winners, the first two with a code.</summary>
    private static async Task AssertAwarded(DrawOnSite draw)
    {
        var (awards, codes) = await draw.Read(async db => (
            await db.Awards.CountAsync(a => a.OfferId == draw.Id), await db.PromoCodes.CountAsync(c => c.OfferId == draw.Id && c.AwardId != null)));
        Assert.Equal((3, 2), (awards, codes));
    }
}
