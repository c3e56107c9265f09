using Microsoft.Playwright;
using PromoOffers.Data.Seeding;
using PromoOffers.Domain.Access;

namespace PromoOffers.Browser.Tests;

public sealed class DemoTests(Browser browser, DemoSite site) : IClassFixture<Browser>, IClassFixture<DemoSite>
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task Everybody_of_the_demo_signs_in(int width, string language)
    {
        foreach (var staff in DemoStaff.All)
        {
            var page = await browser.Open(site.Url, width, language);
            var signIn = new SignInPage(page);
            await signIn.Open();
            await page.IsSound();
            await signIn.Enter(staff.Email);
            await page.GotoAsync("/account");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await page.IsSound();
        }
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(1440, "fr")]
    [InlineData(390, "en")]
    [InlineData(390, "fr")]
    public async Task A_friend_who_confirms_earns_the_code(int width, string language)
    {
        const string slug = "try-it";
        var (ann, ben) = ($"ann-{width}-{language}@mail.example", $"ben-{width}-{language}@mail.example");
        var annsPage = await browser.Open(site.Url, width, language);
        var annsOffer = new PublicOfferPage(annsPage);
        await annsOffer.Open($"/o/{slug}");
        Assert.Equal(language, await annsPage.Locator("html").GetAttributeAsync("lang"));
        await annsPage.IsSound();
        await annsOffer.SignUp("Ann", ann);
        await annsPage.IsSound();
        await annsOffer.Confirm(await site.PrivateLink(slug, ann));
        await annsPage.IsSound();

        var bensPage = await browser.Open(site.Url, width, language);
        var bensOffer = new PublicOfferPage(bensPage);
        await bensOffer.Open(await annsOffer.ShareLink());
        await bensOffer.SignUp("Ben", ben);
        Assert.Empty(await site.CodesOf(ann));
        await bensOffer.Confirm(await site.PrivateLink(slug, ben));

        Assert.Single(await site.CodesOf(ann));
        Assert.Empty(await site.CodesOf(ben));
        await annsPage.ReloadAsync();
        await annsPage.IsSound();
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task The_prize_reviewer_opens_the_number_and_sees_a_code_that_the_marketer_does_not(int width, string language)
    {
        var participants = $"/offers/{await site.OfferId("bring-friends")}/participants";
        var marketer = await browser.Open(site.Url, width, language);
        await SignIn(marketer, DemoStaff.Marketer);
        await marketer.GotoAsync("/activities");
        await marketer.IsSound();
        await marketer.GotoAsync(participants);
        await marketer.IsSound();
        Assert.Equal(0, await marketer.Locator("a.tally").CountAsync());

        var reviewer = await browser.Open(site.Url, width, language);
        await SignIn(reviewer, DemoStaff.All.Single(staff => staff.Role == BuiltInRoles.AccessPrizes));
        await reviewer.GotoAsync($"{participants}?sort=Codes");
        await reviewer.IsSound();
        await reviewer.Locator("a.tally").First.ClickAsync();
        var panel = reviewer.Locator("aside#codes:not([hidden])");
        await panel.WaitForAsync();
        Assert.Matches("NL[2-9A-Z]{4}-11[2-9A-Z]{2}-[2-9A-Z]{4}", await panel.InnerTextAsync());
        await reviewer.IsSound();
    }

    private static async Task SignIn(IPage page, DemoStaff staff)
    {
        var signIn = new SignInPage(page);
        await signIn.Open();
        await signIn.Enter(staff.Email);
    }
}
