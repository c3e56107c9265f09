using Microsoft.Playwright;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Browser.Tests;

/// <summary>Where staff come in.</summary>
internal sealed class SignInPage(IPage page)
{
    public Task Open() => page.GotoAsync("/sign-in");

    public async Task Enter(string email)
    {
        await page.Locator("[name=Email]").FillAsync(email);
        await page.Locator("[name=Password]").FillAsync(DemoStaff.Password);
        await page.Locator("form[action$='/sign-in'] button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath != "/sign-in");
    }
}
