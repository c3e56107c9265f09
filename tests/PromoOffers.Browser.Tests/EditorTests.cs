using Microsoft.Playwright;

namespace PromoOffers.Browser.Tests;

/// <summary>The draft editor as a marketer uses it, from what is typed to what the public sees.</summary>
public sealed class EditorTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    /// <summary>A public page is kept for a second; in ms, and a little more.</summary>
    private const int AMoment = 1_200;

    [Fact]
    public async Task What_is_typed_is_saved_shows_in_the_preview_and_is_public_once_approved()
    {
        var offer = $"/offers/{await Site.OfferId("members-month")}";
        var page = await Open($"{offer}/draft/SignUpPage", Marketer);
        await Headline(page).FillAsync("Bring a member");
        await Assertions.Expect(page.FrameLocator("#page-preview").Locator("h1")).ToHaveTextAsync("Bring a member");
        await page.ReloadAsync();
        await Assertions.Expect(Headline(page)).ToHaveValueAsync("Bring a member");

        var anybody = await Open("/o/members-month?lang=en");
        await Assertions.Expect(anybody.Locator("h1")).Not.ToHaveTextAsync("Bring a member");
        await page.Locator("button[formaction$='/approve']").ClickAsync();
        await page.WaitForURLAsync($"**{offer}");
        await page.WaitForTimeoutAsync(AMoment);
        await anybody.ReloadAsync();
        await Assertions.Expect(anybody.Locator("h1")).ToHaveTextAsync("Bring a member");
    }

    [Fact]
    public async Task Of_two_who_edit_the_second_is_told_and_chooses()
    {
        var draft = $"/offers/{await Site.OfferId("winter-gift")}/draft/SignUpPage";
        var first = await Open(draft, Marketer);
        var second = await Open(draft, Admin);
        await Headline(first).FillAsync("Winter for two");
        await Assertions.Expect(first.FrameLocator("#page-preview").Locator("h1")).ToHaveTextAsync("Winter for two");
        await Headline(second).FillAsync("Winter for three");
        await Assertions.Expect(second.Locator("#conflict")).ToBeVisibleAsync();
        await Assertions.Expect(second.Locator("#conflict")).ToContainTextAsync(Marketer.Name);
        await second.IsSound();
        await second.Locator("#conflict button").ClickAsync();
        await Assertions.Expect(second.Locator("#conflict")).ToBeHiddenAsync();
        await first.ReloadAsync();
        await Assertions.Expect(Headline(first)).ToHaveValueAsync("Winter for three");
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_mail_shows_beside_its_text_in_a_frame_that_runs_nothing(int width, string language)
    {
        var draft = $"/offers/{await Site.OfferId("winter-gift")}/draft";
        var page = await Open($"{draft}/Emails?mail=FulfillmentEmail&language={language}", Marketer, width, language);
        await Assertions.Expect(page.FrameLocator(".mail-frame").Locator("body")).ToContainTextAsync("SAMPLE-CODE");
        await Assertions.Expect(page.Locator("#mail-text")).ToContainTextAsync("SAMPLE-CODE");
        Assert.Equal("", await page.Locator(".mail-frame").GetAttributeAsync("sandbox"));
    }

    private static ILocator Headline(IPage page) => page.Locator("#Form_Texts_en__Headline");
}
