using PromoOffers.Domain.Access;

namespace PromoOffers.Browser.Tests;

/// <summary>The way of a code through the example shop, by keyboard alone, to the pages of staff.</summary>
public sealed class CheckoutTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_shopper_uses_a_code_and_staff_see_it_and_take_it_back(int width, string language)
    {
        var code = await Site.UnusedCode();
        var page = await Open("/checkout", null, width, language);
        var field = page.Locator("#code");
        Assert.Equal(("off", "off", "off", "false"), (
            await field.GetAttributeAsync("autocomplete"), await field.GetAttributeAsync("autocapitalize"), await field.GetAttributeAsync("autocorrect"), await field.GetAttributeAsync("spellcheck")));
        await field.FillAsync("NOBODY-HAS-IT");
        await field.PressAsync("Enter");
        await page.Locator("#code-error").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement?.id === 'code'"); // It is given as the page has loaded.
        await page.IsSound();

        await field.FillAsync($" {code}\t");
        await field.PressAsync("Enter");
        await page.Locator(".ticket-code").WaitForAsync();
        await page.IsSound();
        await page.Locator("button.btn-primary").PressAsync("Enter");
        await page.WaitForURLAsync("**/checkout/placed**");
        await page.IsSound();

        var staff = await Open($"/redemptions?q={Uri.EscapeDataString(code)}", Admin, width, language);
        await staff.Locator(".rowlink").First.ClickAsync();
        await staff.Locator("textarea").FillAsync("Changed her mind");
        await staff.Locator("button.btn-bad").ClickAsync();
        await staff.Locator(".notice.good").WaitForAsync();
        await staff.IsSound();
        Assert.Contains("Changed her mind", await staff.Locator(".facts").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_made_copied_and_revoked()
    {
        var page = await Open("/api-keys/new", Admin, 1440, "en");
        await page.Locator("#Form_Name").FillAsync("Pop-up store");
        await page.Locator("button.btn-primary").ClickAsync();
        Assert.NotNull(ApiSecret.Read(await page.Locator("#key").InputValueAsync()));
        await page.IsSound();
        await page.GotoAsync("/api-keys");
        await page.Locator("[aria-label=\"Revoke the key Pop-up store\"]").PressAsync("Enter");
        await page.Locator("dialog[open] button.btn-bad").WaitForAsync();
        await page.IsSound();
        await page.Locator("dialog[open] button.btn-bad").ClickAsync();
        await page.Locator(".chip", new() { HasText = "Revoked" }).WaitForAsync();
    }
}
