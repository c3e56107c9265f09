namespace PromoOffers.Browser.Tests;

/// <summary>A site that nobody has set up yet.</summary>
public sealed class FreshSiteTests(Browser browser, RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task The_first_page_asks_for_the_setup_code(int width, string language)
    {
        var page = await browser.Open(site.Url, width, language);
        await page.GotoAsync("/setup");
        await page.IsSound();
        await page.Locator("form[action$='/setup'] button[type=submit]").ClickAsync();
        Assert.Equal("true", await page.Locator("#Code").GetAttributeAsync("aria-invalid"));
        await page.IsSound();
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_page_that_is_not_there_says_so_to_everybody(int width, string language)
    {
        var page = await browser.Open(site.Url, width, language);
        var answer = await page.GotoAsync("/no/such/page");
        Assert.Equal(404, answer!.Status);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await page.IsSound();
    }
}
