using System.Text;
using Microsoft.Playwright;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Browser.Tests;

/// <summary>The main path without a mouse: everything is reached by Tab, in order, and pressed by its key.</summary>
[Collection(WithKeys.Name)]
public sealed class KeyboardTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    /// <summary>Stops of Tab after which somebody would have given up.</summary>
    private const int Patience = 120;

    [Fact]
    public async Task Staff_sign_in_make_an_offer_and_upload_its_codes()
    {
        var page = await Open("/sign-in");
        await Type(page, "#Email", Marketer.Email);
        await Type(page, "#Password", DemoStaff.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/activities");
        await Press(page, "a[href$='/activities/offers/new']");
        await page.WaitForURLAsync("**/offers/new");
        await Type(page, "#Form_Name", "By keyboard");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/draft**");

        await Type(page, "#Form_PrizeValue", "20");
        await Reach(page, "#upload-file");
        await page.ChooseByKey(new FilePayload { Name = "keys.txt", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes("KEYS-1\nKEYS-2\n") });
        await Assertions.Expect(page.Locator("[data-upload-report]")).ToBeFocusedAsync();
        await Press(page, "button[formaction$='/approve']", backwards: true);
        // What is missing is listed, each with a link to its field.
        await page.WaitForURLAsync("**problems=True**");
        await Press(page, ".notice a[href*='#Form_']");
        await page.WaitForURLAsync("**#Form_**");
    }

    [Fact]
    public async Task The_reviewer_opens_the_codes_of_a_participant_and_comes_back_to_the_number()
    {
        var page = await Open($"/offers/{await Site.OfferId("bring-friends")}/participants?sort=Codes", Reviewer);
        await Press(page, "a.tally");
        await page.Locator("aside#codes:not([hidden])").WaitForAsync();
        Assert.True(await Inside(page, "aside#codes"));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("aside#codes")).ToBeHiddenAsync();
        Assert.True(await Inside(page, "a.tally"));
    }

    [Fact]
    public async Task A_file_is_chosen_and_the_report_said_aloud()
    {
        var page = await Open($"/offers/{await Site.OfferId("bring-friends")}/codes", Marketer);
        await Reach(page, "#upload-file");
        await page.ChooseByKey(new FilePayload { Name = "keyboard.txt", MimeType = "text/plain", Buffer = Encoding.ASCII.GetBytes("K-1\n") });
        await Assertions.Expect(page.Locator("[data-upload-report]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync("Total number of codes uploaded: 1");
    }

    [Fact]
    public async Task A_friend_signs_up()
    {
        var page = await Open("/o/try-it");
        await Type(page, "input[autocomplete=given-name]", "Kim");
        await Type(page, "input[type=email]", "kim.keys@mail.example");
        await Press(page, "form[aria-labelledby=sign-up] button[type=submit]");
        await page.WaitForURLAsync("**/thanks**");
    }

    private static async Task Type(IPage page, string element, string text)
    {
        await Reach(page, element);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task Press(IPage page, string element, bool backwards = false)
    {
        await Reach(page, element, backwards);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>By Tab alone, to something that can be seen to have the focus.</summary>
    private static async Task Reach(IPage page, string element, bool backwards = false)
    {
        for (var stops = 0; !await Inside(page, element); stops++)
        {
            Assert.True(stops < Patience, $"{element} is not reached on {page.Url}");
            await page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
        }
        Assert.True(await page.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none' || getComputedStyle(document.activeElement).boxShadow !== 'none'"), $"The focus on {element} cannot be seen.");
    }

    private static Task<bool> Inside(IPage page, string element) => page.EvaluateAsync<bool>("element => !!document.activeElement?.closest(element)", element);
}
