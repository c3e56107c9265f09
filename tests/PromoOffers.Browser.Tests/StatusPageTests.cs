using Deque.AxeCore.Playwright;

namespace PromoOffers.Browser.Tests;

public sealed class StatusPageTests(Browser browser, RunningSite site) : IClassFixture<RunningSite>
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_page_that_is_not_there_says_so_to_everybody(int width, string language)
    {
        var page = await browser.Open(site.Url, width, language);
        var answer = await page.GotoAsync("/no/such/page");
        Assert.Equal(404, answer!.Status);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Description}"));
    }
}
