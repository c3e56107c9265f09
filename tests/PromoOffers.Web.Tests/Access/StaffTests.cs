using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Tests.Access;

public sealed class StaffTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 12, 8, 13, 36, 0, DateTimeKind.Utc);
    private readonly SiteThatChecksEachTime _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_changed_role_is_noticed_within_a_minute()
    {
        using var site = new Site();
        Assert.True(site.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_changed_role_takes_effect_without_signing_in_again()
    {
        var admin = await _site.AddStaff("nadia@staff.example", BuiltInRoles.Admin);
        var analyst = await _site.AddStaff("ruth@staff.example", BuiltInRoles.AnalyticsUser);
        using var browser = _site.Browser();
        await browser.SignIn("ruth@staff.example", StaffOnSite.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/users")).StatusCode);

        await Get<ChangeRole>().Run(admin, analyst, await RoleId(BuiltInRoles.Admin), Now);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/users")).StatusCode);
    }

    [Fact]
    public async Task A_deactivated_account_is_signed_out()
    {
        var admin = await _site.AddStaff("nadia@staff.example", BuiltInRoles.Admin);
        var analyst = await _site.AddStaff("ruth@staff.example", BuiltInRoles.AnalyticsUser);
        using var browser = _site.Browser();
        await browser.SignIn("ruth@staff.example", StaffOnSite.Password);
        await Get<DeactivateUser>().Run(admin, analyst, Now);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var admin = await _site.AddStaff("nadia@staff.example", BuiltInRoles.Admin);
        Assert.IsType<UserOutcome.LastAdministrator>(await Get<DeactivateUser>().Run(admin, admin, Now));
        Assert.IsType<UserOutcome.LastAdministrator>(await Get<ChangeRole>().Run(admin, admin, await RoleId(BuiltInRoles.AnalyticsUser), Now));
    }

    [Fact]
    public async Task Nobody_gives_what_they_do_not_hold()
    {
        var marketer = await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        var analyst = await _site.AddStaff("ruth@staff.example", BuiltInRoles.AnalyticsUser);
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Get<ChangeRole>().Run(marketer, analyst, await RoleId(BuiltInRoles.AccessPrizes), Now));
        Assert.IsType<RoleOutcome.NotYoursToGrant>(await Get<SaveRole>().Run(
            marketer, null, null, "Auditor", "", new HashSet<Permission> { Permission.AccessMarketingActivities, Permission.AccessPrizes }, Now));
    }

    [Fact]
    public async Task A_role_of_ones_own_is_made_on_the_page_and_loses_children_without_their_parent()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.Admin);
        var answer = await browser.Submit("/roles/new", new() { ["Form.Name"] = "Copy Editor", ["Form.Permissions"] = "AccessPrizes" }, "/roles");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Empty((await Db().Roles.SingleAsync(r => r.Name == "Copy Editor")).Permissions);
    }

    [Fact]
    public async Task A_built_in_role_is_not_edited()
    {
        var admin = await _site.AddStaff("nadia@staff.example", BuiltInRoles.Admin);
        Assert.IsType<RoleOutcome.BuiltIn>(await Get<SaveRole>().Run(
            admin, await RoleId(BuiltInRoles.AnalyticsUser), null, "Analyst", "", new HashSet<Permission>(), Now));
    }

    [Fact]
    public async Task Whoever_is_invited_joins_through_the_link_in_the_mail_once()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.Admin);
        await browser.Submit("/users/invite", new()
        {
            ["Form.Name"] = "Omar Haddad",
            ["Form.Email"] = "omar@staff.example",
            ["Form.Language"] = "fr",
            ["Form.RoleId"] = $"{await RoleId(BuiltInRoles.MarketingUser)}",
        });
        var mail = await LastMail();
        Assert.Equal(("omar@staff.example", true), (mail.To, mail.Text.Contains("Bonjour Omar Haddad", StringComparison.Ordinal)));

        using var guest = _site.Browser();
        var (page, link) = Link(mail, "/invitation");
        var form = new Dictionary<string, string> { ["Link"] = link, ["Name"] = "Omar Haddad", ["Password"] = "a sentence to remember" };
        Assert.Equal(HttpStatusCode.Redirect, (await guest.Submit(page, form, "/invitation")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await guest.SignIn("omar@staff.example", "a sentence to remember")).StatusCode);
        Assert.DoesNotContain("name=\"Password\"", await _site.Browser().GetStringAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_through_the_link_in_the_mail_once()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        await browser.Submit("/forgot", new() { ["Email"] = "claire@staff.example" });
        var (page, link) = Link(await LastMail(), "/reset");
        var form = new Dictionary<string, string> { ["Link"] = link, ["Password"] = "another sentence to keep" };
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Submit(page, form, "/reset")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.SignIn("claire@staff.example", StaffOnSite.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SignIn("claire@staff.example", "another sentence to keep")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_address_is_sent_nothing_and_answered_alike()
    {
        await _site.AddStaff("claire@staff.example", BuiltInRoles.MarketingUser);
        using var browser = _site.Browser();
        var answer = await browser.Submit("/forgot", new() { ["Email"] = "nobody@staff.example" });
        Assert.Contains("nobody@staff.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await Db().Deliveries.AnyAsync());
    }

    [Fact]
    public async Task The_setup_code_makes_the_first_administrator_once()
    {
        _ = _site.Server;
        var code = (await Get<PrepareSetup>().Run(again: true))!;
        using var browser = _site.Browser();
        var form = new Dictionary<string, string>
        {
            ["Code"] = "2222-2222-2222",
            ["Name"] = "Nadia Kessler",
            ["Email"] = "nadia@staff.example",
            ["Password"] = "a sentence to remember",
        };
        Assert.Equal(HttpStatusCode.OK, (await browser.Submit("/setup", new(form))).StatusCode);
        form["Code"] = code.ToLowerInvariant();
        Assert.Equal(HttpStatusCode.Redirect, (await browser.Submit("/setup", form)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/users")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _site.Browser().GetAsync("/setup")).StatusCode);
        Assert.Null(await Get<PrepareSetup>().Run(again: true));
    }

    [Fact]
    public async Task A_pale_accent_colour_is_refused()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.Admin);
        var answer = await browser.Submit("/settings", new()
        {
            ["Form.Version"] = $"{(await Db().Organization.SingleAsync()).Version}",
            ["Form.Name"] = "Northlight",
            ["Form.FromName"] = "Northlight",
            ["Form.Accent"] = "#ffcc00",
            ["Form.DefaultLanguage"] = "en",
            ["Form.TimeZone"] = "Europe/Paris",
        });
        Assert.Contains("White text does not read on this colour", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/brand/ffcc00.css")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/brand/1d5796.css")).StatusCode);
    }

    [Theory]
    [InlineData("a b@staff.example")]
    [InlineData("x@staff.example>")]
    [InlineData("a@b.example,c@d.example")]
    [InlineData("a@b.example\r\nBcc: c@d.example")]
    [InlineData("\"<x>\"@staff.example")]
    [InlineData("a..b@staff.example")]
    public async Task A_sender_that_no_mail_could_come_from_is_refused(string address)
    {
        Assert.Null(EmailAddress.Read(address));
        using var browser = await _site.SignedIn(BuiltInRoles.Admin);
        foreach (var field in (string[])["Form.FromAddress", "Form.ReplyTo"])
        {
            var answer = await browser.Submit("/settings", new()
            {
                ["Form.Version"] = $"{(await Db().Organization.SingleAsync()).Version}",
                ["Form.Name"] = "Northlight",
                ["Form.FromName"] = "Northlight",
                ["Form.Accent"] = "#86296b",
                ["Form.DefaultLanguage"] = "en",
                ["Form.TimeZone"] = "Europe/Paris",
                [field] = address,
            });
            Assert.Contains("no complete e-mail address", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ann@shop.example")]
    [InlineData("o'neill+{x}|y=z@shop.example")]
    [InlineData("zoé@café.example")]
    public void An_address_that_is_taken_can_be_written_to(string address)
    {
        Assert.Equal(address, EmailAddress.Read(address));
        Assert.NotNull(new MimeKit.MailboxAddress("", address));
    }

    [Theory]
    [InlineData("/users")]
    [InlineData("/users/invite")]
    [InlineData("/users/1")]
    [InlineData("/roles/1")]
    [InlineData("/roles/new")]
    [InlineData("/settings")]
    [InlineData("/audit")]
    [InlineData("/account")]
    public async Task A_page_is_shown_in_both_languages(string page)
    {
        using var browser = await _site.SignedIn(BuiltInRoles.Admin);
        Assert.Contains("lang=\"en\"", await browser.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Contains("lang=\"fr\"", await browser.GetStringAsync($"{page}?lang=fr"), StringComparison.Ordinal);
    }

    private T Get<T>() where T : notnull => _site.Services.GetRequiredService<T>();

    private PromoOffersDb Db() => _site.Services.CreateScope().ServiceProvider.GetRequiredService<PromoOffersDb>();

    private Task<int> RoleId(string role) => Db().Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync();

    private async Task<StaffMail> LastMail() =>
        Get<StaffMailSeal>().Open((await Db().Deliveries.OrderByDescending(d => d.Id).FirstAsync()).ProtectedContent!);

    private static (string Page, string Link) Link(StaffMail mail, string path)
    {
        var line = mail.Text.Split('\n').Single(l => l.Contains($"{path}?link=", StringComparison.Ordinal)).Trim();
        return (new Uri(line).PathAndQuery, line.Split("?link=")[1]);
    }

    private sealed class SiteThatChecksEachTime : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.PostConfigure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.Zero));
        }
    }
}
