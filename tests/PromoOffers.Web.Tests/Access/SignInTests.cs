using System.Net;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Tests.Access;

public sealed class SignInTests : IDisposable
{
    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_form_and_back()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var sent = await browser.GetAsync("/account");
        Assert.EndsWith("/sign-in?returnUrl=%2Faccount", sent.Headers.Location!.ToString(), StringComparison.Ordinal);

        var answer = await browser.Submit("/sign-in?returnUrl=/account", new()
        {
            ["Email"] = "claire@staff.example",
            ["Password"] = StaffOnSite.Password,
            ["ReturnUrl"] = "/account",
        }, "/sign-in");
        Assert.Equal("/account", answer.Headers.Location!.ToString());
        Assert.Contains("claire", await browser.GetStringAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_is_never_the_way_back()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var answer = await browser.Submit("/sign-in", new()
        {
            ["Email"] = "claire@staff.example",
            ["Password"] = StaffOnSite.Password,
            ["ReturnUrl"] = "https://evil.example/",
        });
        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/activities?search=café", "/activities?search=caf%C3%A9")]
    [InlineData("/日本", "/%E6%97%A5%E6%9C%AC")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("~//evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task The_way_back_is_a_page_of_this_site_in_characters_that_a_header_takes(string asked, string leads)
    {
        using var browser = _site.Browser();
        var answer = await browser.GetAsync($"/language/fr?returnUrl={Uri.EscapeDataString(asked)}");
        Assert.Equal(leads, answer.Headers.Location!.OriginalString);
        using var staff = await _site.SignedIn(BuiltInRoles.MarketingUser);
        Assert.Equal(leads, (await staff.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(asked)}")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var wrong = await (await browser.SignIn("claire@staff.example", "wrong")).Content.ReadAsStringAsync();
        var unknown = await (await browser.SignIn("nobody@staff.example", "wrong")).Content.ReadAsStringAsync();
        Assert.Contains("After 5 wrong tries", wrong, StringComparison.Ordinal);
        Assert.Contains("After 5 wrong tries", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_tries_pause_signing_in()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        for (var i = 0; i < 5; i++) await browser.SignIn("claire@staff.example", "wrong");
        var right = await browser.SignIn("claire@staff.example", StaffOnSite.Password);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Many_tries_from_one_address_are_refused()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 21; i++) answers.Add((await browser.SignIn("nobody@staff.example", "wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.MarketingUser);
        await browser.Submit("/account", [], "/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task The_form_speaks_the_language_that_the_browser_asks_for()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr-CA,fr;q=0.9");
        Assert.Contains("Se connecter", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_was_chosen_is_remembered()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var answer = await browser.GetAsync("/language/fr?returnUrl=/sign-in");
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.Contains("Se connecter", await browser.GetStringAsync("/sign-in"), StringComparison.Ordinal);
    }
}
