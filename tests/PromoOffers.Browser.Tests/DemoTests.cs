using PromoOffers.Data.Seeding;

namespace PromoOffers.Browser.Tests;

public sealed class DemoTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task Everybody_of_the_demo_signs_in(int width, string language)
    {
        foreach (var staff in DemoStaff.All)
        {
            var page = await Open("/sign-in", width: width, language: language);
            var signIn = new SignInPage(page);
            await signIn.Enter(staff.Email);
            await page.GotoAsync("/account");
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        }
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task A_friend_who_confirms_earns_the_code(int width, string language)
    {
        const string slug = "try-it";
        var (ann, ben) = ($"ann-{width}-{language}@mail.example", $"ben-{width}-{language}@mail.example");
        var annsPage = await Open($"/o/{slug}", width: width, language: language);
        var annsOffer = new PublicOfferPage(annsPage);
        Assert.Equal(language, await annsPage.Locator("html").GetAttributeAsync("lang"));
        await annsPage.IsSound();
        await annsOffer.SignUp("Ann", ann);
        await annsPage.IsSound();
        await annsOffer.Confirm(await Site.PrivateLink(slug, ann));
        await annsPage.IsSound();

        var bensOffer = new PublicOfferPage(await Open(await annsOffer.ShareLink(), width: width, language: language));
        await bensOffer.SignUp("Ben", ben);
        Assert.Empty(await Site.CodesOf(ann));
        await bensOffer.Confirm(await Site.PrivateLink(slug, ben));

        Assert.Single(await Site.CodesOf(ann));
        Assert.Empty(await Site.CodesOf(ben));
        await annsPage.ReloadAsync();
        await annsPage.IsSound();
    }

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public async Task The_prize_reviewer_opens_the_number_and_sees_a_code_that_the_marketer_does_not(int width, string language)
    {
        var participants = $"/offers/{await Site.OfferId("bring-friends")}/participants";
        var marketer = await Open("/activities", Marketer, width, language);
        await marketer.IsSound();
        await marketer.GotoAsync(participants);
        await marketer.IsSound();
        Assert.Equal(0, await marketer.Locator("a.tally").CountAsync());

        var reviewer = await Open($"{participants}?sort=Codes", Reviewer, width, language);
        await reviewer.IsSound();
        await reviewer.Locator("a.tally").First.ClickAsync();
        var panel = reviewer.Locator("aside#codes:not([hidden])");
        await panel.WaitForAsync();
        Assert.Matches("NL[2-9A-Z]{4}-11[2-9A-Z]{2}-[2-9A-Z]{4}", await panel.InnerTextAsync());
        await reviewer.IsSound();
    }
}
