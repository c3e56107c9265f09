using Microsoft.Playwright;

namespace PromoOffers.Browser.Tests;

/// <summary>An offer as participants see it.</summary>
internal sealed class PublicOfferPage(IPage page)
{
    public async Task SignUp(string firstName, string email)
    {
        await page.Locator("input[autocomplete=given-name]").FillAsync(firstName);
        await page.Locator("input[type=email]").FillAsync(email);
        await page.Locator("form[aria-labelledby=sign-up] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/thanks", StringComparison.Ordinal));
    }

    /// <summary>By the button: a link alone confirms nothing.</summary>
    public async Task Confirm(string privateLink)
    {
        await page.GotoAsync(privateLink);
        await page.Locator("form[action$='/confirm'] button[type=submit]").ClickAsync();
        await page.Locator("#share").WaitForAsync();
    }

    public Task<string> ShareLink() => page.Locator("#link").InputValueAsync();
}
