using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PromoOffers.Data;

namespace PromoOffers.Browser.Tests;

/// <summary>What the product exists for, from a new offer to the code that a prize reviewer sees, by the screens and the mails alone.</summary>
public sealed class WholePathTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(1440, "fr")]
    [InlineData(390, "en")]
    [InlineData(390, "fr")]
    public async Task A_code_goes_from_the_file_to_who_referred_a_friend_and_the_reviewer_sees_it(int width, string language)
    {
        var (ann, ben, code) = ($"ann.path.{width}.{language}@mail.example", $"ben.path.{width}.{language}@mail.example", $"PATH-{width}-{language}");
        var name = $"Path {width} {language}";
        var marketer = await Open("/activities/offers/new", Marketer, width, language);
        var offer = await Create(marketer, name);
        await UploadAndApprove(marketer, offer, code);

        var annsPage = new PublicOfferPage(await Open($"/o/{await Slug(name)}", width: width, language: language));
        await annsPage.SignUp("Ann", ann);
        await annsPage.Confirm(await new Mailbox(Site, ann).PrivateLink());
        var bensPage = new PublicOfferPage(await Open(await annsPage.ShareLink(), width: width, language: language));
        await bensPage.SignUp("Ben", ben);
        await bensPage.Confirm(await new Mailbox(Site, ben).PrivateLink());
        await new Mailbox(Site, ann).Text(text => text.Contains(code, StringComparison.Ordinal));

        await ShowsNoCode(marketer, offer, code);
        await ShowsTheCode(await Open($"{offer}/participants?sort=Codes", Reviewer, width, language), code, language);
    }

    /// <returns>The address of the offer.</returns>
    private static async Task<string> Create(IPage page, string name)
    {
        await page.Locator("#Form_Name").FillAsync(name);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/draft**");
        return new Uri(page.Url).AbsolutePath.Split("/draft")[0];
    }

    private static async Task UploadAndApprove(IPage page, string offer, string code)
    {
        await page.GotoAsync($"{offer}/draft/Rules");
        await page.Locator("#Form_Texts_en__RulesLink").FillAsync("https://northlight.example/rules");
        await page.Locator("#Form_Texts_fr__RulesLink").FillAsync("https://northlight.example/fr/reglement");
        await page.Locator("button[name=then][value=Rules]").ClickAsync();
        await page.GotoAsync($"{offer}/draft/OfferDetails");
        await page.Locator("#Form_PrizeValue").FillAsync("20");
        await page.Locator("#Form_Texts_en__Label").FillAsync("20% off");
        await page.Locator("#Form_Texts_fr__Label").FillAsync("20\u00a0% de remise");
        await page.Locator("#Form_Count").FillAsync("1");
        await page.Locator("#upload-file").SetInputFilesAsync(new FilePayload { Name = $"{code}.txt", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes($"{code}\n") });
        await Assertions.Expect(page.Locator("[data-upload-report] .big")).ToHaveTextAsync("1");
        await page.Locator("button[formaction$='/approve']").ClickAsync();
        await page.WaitForURLAsync($"**{offer}");
    }

    private static async Task ShowsNoCode(IPage page, string offer, string code)
    {
        await page.GotoAsync($"{offer}/participants?sort=Codes");
        Assert.Equal(0, await page.Locator("a.tally").CountAsync());
        await page.GotoAsync($"{offer}/emails");
        await page.Locator("tbody tr", new() { HasText = "Ann" }).First.Locator("a").ClickAsync();
        await Assertions.Expect(page.Locator(".mail-frame")).ToBeVisibleAsync();
        var html = await page.ContentAsync() + await page.FrameLocator(".mail-frame").Locator("body").InnerHTMLAsync();
        Assert.DoesNotContain(code, html, StringComparison.Ordinal);
    }

    private static async Task ShowsTheCode(IPage page, string code, string language)
    {
        await page.Locator("a.tally").First.ClickAsync();
        var panel = page.Locator("aside#codes:not([hidden])");
        await Assertions.Expect(panel.Locator(".ticket-code")).ToHaveTextAsync(code);
        var year = TimeProvider.System.GetUtcNow().Year.ToString(CultureInfo.InvariantCulture);
        await Assertions.Expect(panel.Locator("dd").First).ToContainTextAsync(year);
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        await page.IsSound();
    }

    private async Task<string> Slug(string name)
    {
        await using var db = Site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();
        return await db.Offers.Where(o => o.Name == name).Select(o => o.Slug).SingleAsync(TestContext.Current.CancellationToken);
    }
}
