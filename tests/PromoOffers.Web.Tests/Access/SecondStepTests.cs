using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Startup;
using PromoOffers.Web.Tests.Redemptions;

namespace PromoOffers.Web.Tests.Access;

/// <summary>Signing in by an authenticator app, whose codes are computed here as RFC 6238 says.</summary>
public sealed partial class SecondStepTests : IDisposable
{
    private const string Email = "claire@staff.example";

    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_code_of_the_app_is_asked_for_and_opens_the_door()
    {
        var app = await SwitchOn();
        using var browser = await PasswordEntered();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);

        var answer = await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.Code() });
        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_and_the_right_one_still_works()
    {
        var app = await SwitchOn();
        using var browser = await PasswordEntered();
        var refused = await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.WrongCode() });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);

        await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.Code() });
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Wrong_codes_pause_signing_in()
    {
        var app = await SwitchOn();
        using var browser = await PasswordEntered();
        for (var i = 0; i < StaffAccess.TriesBeforePause; i++) await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.WrongCode() });
        await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.Code() });
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        var app = await SwitchOn();
        Assert.Equal(10, app.RecoveryCodes.Count);
        using var lostPhone = await PasswordEntered();
        await lostPhone.Submit("/sign-in/recovery", new() { ["Code"] = app.RecoveryCodes[0] });
        Assert.Equal(HttpStatusCode.OK, (await lostPhone.GetAsync("/account")).StatusCode);

        using var thief = await PasswordEntered();
        var refused = await thief.Submit("/sign-in/recovery", new() { ["Code"] = app.RecoveryCodes[0] });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task It_is_not_switched_on_by_a_wrong_code()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var app = await Begun(browser);
        var answer = await browser.Submit("/account/two-factor", new() { ["Form.Code"] = app.WrongCode() });
        Assert.DoesNotContain("recovery-codes", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("/account/two-factor/key\"", await browser.GetStringAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_the_page_changes_nothing_and_ends_no_session()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var before = await Kept();
        Assert.Equal("/account", (await browser.GetAsync("/account/two-factor")).Headers.Location!.ToString());
        Assert.Equal(before, await Kept());

        var key = (await Begun(browser)).Code();
        before = await Kept();
        foreach (var language in (string[])["en", "fr"])
        {
            var page = await browser.GetStringAsync($"/account/two-factor?lang={language}");
            Assert.Contains($"lang=\"{language}\"", page, StringComparison.Ordinal);
            Assert.Equal(key, new App(page, _site).Code());
        }
        Assert.Equal(before, await Kept());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task A_key_is_made_anew_each_time_it_is_begun_and_none_where_it_is_on()
    {
        var app = await SwitchOn();
        using var browser = await PasswordEntered();
        await browser.Submit("/sign-in/second-step", new() { ["Code"] = app.Code() });
        var before = await Kept();
        Assert.Equal("/account", (await browser.Submit("/account", [], "/account/two-factor/key")).Headers.Location!.ToString());
        Assert.Equal("/account", (await browser.Submit("/account", new() { ["Form.Code"] = app.Code() }, "/account/two-factor")).Headers.Location!.ToString());
        Assert.Equal(before, await Kept());
        using var other = await _site.SignedIn(BuiltInRoles.AnalyticsUser);
        Assert.NotEqual((await Begun(other)).Code(), (await Begun(other)).Code());
    }

    [Fact]
    public async Task Nobody_reaches_the_second_step_without_a_password()
    {
        await SwitchOn();
        using var browser = _site.Browser();
        foreach (var page in (string[])["/sign-in/second-step", "/sign-in/recovery"])
            Assert.Equal("/sign-in", (await browser.GetAsync(page)).Headers.Location!.ToString());
    }

    private async Task<App> Begun(HttpClient browser)
    {
        Assert.Equal("/account/two-factor", (await browser.Submit("/account", [], "/account/two-factor/key")).Headers.Location!.ToString());
        return new App(await browser.GetStringAsync("/account/two-factor"), _site);
    }

    /// <summary>All that is kept of staff and of what they can prove themselves by.</summary>
    private Task<string> Kept() => _site.Read(async db => string.Join('\n', [
        .. await db.Users.OrderBy(u => u.Id).Select(u => $"{u.Id} {u.SecurityStamp} {u.ConcurrencyStamp} {u.TwoFactorEnabled}").ToListAsync(),
        .. await db.UserTokens.OrderBy(t => t.UserId).ThenBy(t => t.Name).Select(t => $"{t.UserId} {t.Name} {t.Value}").ToListAsync()]));

    /// <summary>Somebody with an authenticator app.</summary>
    private async Task<App> SwitchOn()
    {
        await _site.AddStaff(Email, BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        await browser.SignIn(Email, StaffOnSite.Password);
        var app = await Begun(browser);
        var done = await browser.Submit("/account/two-factor", new() { ["Form.Code"] = app.Code() });
        app.RecoveryCodes = [.. Listed().Matches(await done.Content.ReadAsStringAsync()).Select(code => code.Groups[1].Value)];
        await browser.Submit("/account", [], "/sign-out");
        return app;
    }

    private async Task<HttpClient> PasswordEntered()
    {
        var browser = _site.Browser();
        var answer = await browser.SignIn(Email, StaffOnSite.Password);
        Assert.StartsWith("/sign-in/second-step", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return browser;
    }

    [GeneratedRegex("<li>([A-Z0-9-]{8,})</li>")]
    private static partial Regex Listed();

    /// <summary>The app on somebody's phone, with the key that was typed from the page.</summary>
    private sealed partial class App(string page, Site site)
    {
        private readonly byte[] _key = FromBase32(Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));

        public IReadOnlyList<string> RecoveryCodes { get; set; } = [];

        public string Code() => Code(Step());

        /// <summary>One that is not right now, nor a little earlier or later, which is accepted as well.</summary>
        public string WrongCode()
        {
            var near = Enumerable.Range(-4, 9).Select(steps => Code(Step() + steps)).ToHashSet();
            return Enumerable.Range(0, 10).Select(digit => new string((char)('0' + digit), 6)).First(code => !near.Contains(code));
        }

        private long Step() => site.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds() / 30;

        private string Code(long step)
        {
            Span<byte> counter = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The algorithm of RFC 6238 and of every authenticator app.
            var hash = HMACSHA1.HashData(_key, counter);
#pragma warning restore CA5350
            var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
            return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        }

        private static byte[] FromBase32(string text)
        {
            var bits = string.Concat(text.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
            return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
        }

        [GeneratedRegex("<code id=\"key\">([^<]+)</code>")]
        private static partial Regex Key();
    }
}
