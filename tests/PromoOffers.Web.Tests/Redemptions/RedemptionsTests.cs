using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>What staff see of redemptions, and what they may do about them.</summary>
public sealed class RedemptionsTests : IDisposable
{
    private const string Code = "SPRING-AB12-CD34";
    private const string Other = "SPRING-EF56-GH78";

    private readonly Site _site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(BuiltInRoles.MarketingUser, false)]
    [InlineData(BuiltInRoles.AnalyticsUser, false)]
    [InlineData(BuiltInRoles.AccessPrizes, true)]
    public async Task Codes_are_in_full_for_those_alone_who_may_see_them_and_each_opening_is_audited(string role, bool inFull)
    {
        var (offer, redemption) = await Redeemed();
        using var browser = await _site.SignedIn(role);
        foreach (var page in (string[])["/redemptions", $"/offers/{offer}/redemptions", $"/redemptions/{redemption}"])
        {
            var html = await browser.GetStringAsync(page, Cancel);
            Assert.Contains("NL-17", html, StringComparison.Ordinal);
            Assert.Equal(inFull, html.Contains(Code, StringComparison.Ordinal));
            Assert.Equal(role != BuiltInRoles.AnalyticsUser, html.Contains("winner1@example.com", StringComparison.Ordinal));
        }
        var export = await browser.GetStringAsync($"/offers/{offer}/redemptions/export", Cancel);
        Assert.Equal(inFull, export.Contains(Code, StringComparison.Ordinal));
        Assert.Contains("NL-17,42.00,CAD", export, StringComparison.Ordinal);
        Assert.Equal(inFull ? 3 : 0, await Audited("redemption.viewed"));
        Assert.Equal(1, await Audited("redemption.exported"));
    }

    [Fact]
    public async Task A_code_is_searched_for_by_those_alone_who_may_see_it()
    {
        await Redeemed();
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        Assert.DoesNotContain("NL-17", await marketer.GetStringAsync($"/redemptions?q={Code}", Cancel), StringComparison.Ordinal);
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        Assert.Contains("NL-17", await reviewer.GetStringAsync($"/redemptions?q={Code}", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_rolls_back_with_a_reason_and_the_code_works_again()
    {
        var (_, redemption) = await Redeemed();
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        var page = $"/redemptions/{redemption}";
        var without = await admin.Submit(page, new() { ["Form.Reason"] = " " }, page + "/rollback");
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.Contains("aria-invalid", await without.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.Submit(page, new() { ["Form.Reason"] = "Card declined" }, page + "/rollback")).StatusCode);
        Assert.Contains("Card declined", await admin.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        Assert.Equal(1, await Audited("redemption.rolled-back"));
        using var shop = await _site.Program(ApiScope.Redeem);
        Assert.Equal(HttpStatusCode.Created, (await shop.Redeem(Code, "NL-18")).StatusCode);
    }

    [Theory]
    [InlineData(BuiltInRoles.MarketingUser)]
    [InlineData(BuiltInRoles.AccessPrizes)]
    public async Task Nobody_else_rolls_back_or_is_offered_it(string role)
    {
        var (_, redemption) = await Redeemed();
        using var browser = await _site.SignedIn(role);
        var page = $"/redemptions/{redemption}";
        Assert.DoesNotContain("/rollback", await browser.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        var answer = await browser.Submit("/account", new() { ["Form.Reason"] = "Mine" }, page + "/rollback");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await _site.Read(db => db.Redemptions.CountAsync(r => r.RolledBackAt != null)));
    }

    [Fact]
    public async Task A_list_of_used_codes_is_reported_on_by_line()
    {
        await Redeemed();
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        const string List = $"""
            time;code;order;amount
            2026-01-08 14:36;{Other};NL-20;60,90
            2026-01-08 14:36;{Code};NL-21;1
            2026-01-08T14:36:00Z;{Code};NL-17;42
            ;NOBODY-HAS-IT-1;NL-22;
            8.1.2026;{Other};NL-23;
            2999-01-01;{Other};NL-24;
            ;{Other};;
            ;;NL-25;
            ;{Other};NL-26;much

            """;
        var report = await Upload(marketer, List, "CAD");
        foreach (var expected in (string[])["1 used code recorded from used.csv", "1 recorded before", "1 with another order", "1 unknown code", "5 lines not understood",
            "The time is not understood", "The time is in the future", "There is no order", "There is no code", "The amount is no number"])
            Assert.Contains(expected, report, StringComparison.Ordinal);
        var recorded = await _site.Read(db => db.Redemptions.SingleAsync(r => r.OrderId == "NL-20"));
        Assert.Equal((6090, "CAD"), (recorded.Amount, recorded.Currency));
        var list = await _site.Read(db => db.UsedCodesLists.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal([3, 5, 6, 7, 8, 9, 10], list.Report.Shown.Select(line => line.Line));
        Assert.Contains("1 code was used for another order too", await marketer.GetStringAsync("/redemptions", Cancel), StringComparison.Ordinal);
        Assert.Contains("The code holds for order NL-17.", await marketer.GetStringAsync("/redemptions?show=Conflicts", Cancel), StringComparison.Ordinal);

        var again = await Upload(marketer, List, "CAD", asCsv: true);
        Assert.Contains("NL-20,Recorded before", again, StringComparison.Ordinal);
        Assert.DoesNotContain(Other, again, StringComparison.Ordinal);
        Assert.Equal(1, await Audited("redemption.uploaded"));
    }

    [Fact]
    public async Task The_report_is_still_there_after_a_reload_and_shows_others_no_code()
    {
        await Redeemed();
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        await Upload(marketer, $"code,order\n{Code},NL-21\n", "", asCsv: true);
        var list = await _site.Read(db => db.UsedCodesLists.AsNoTracking().SingleAsync(Cancel));
        var page = $"/redemptions/used/{list.PublicId}";
        Assert.Contains(page, await marketer.GetStringAsync("/redemptions/used", Cancel), StringComparison.Ordinal);
        foreach (var _ in (int[])[1, 2]) Assert.Contains(Code, await marketer.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        Assert.Equal(0, await Audited("redemption.viewed"));

        await _site.AddStaff("another@staff.example", BuiltInRoles.MarketingUser);
        using var another = _site.Browser();
        await another.SignIn("another@staff.example", StaffOnSite.Password);
        var masked = await another.GetStringAsync(page, Cancel);
        Assert.Contains("NL-21", masked, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, masked, StringComparison.Ordinal);
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        Assert.Contains(Code, await admin.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        Assert.Equal(1, await Audited("redemption.viewed"));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/redemptions/used/nothing", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_report_keeps_a_bounded_part_of_lines_however_long()
    {
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var lines = Enumerable.Range(0, 600).Select(i => $"NONE-{i},{new string('9', 30_000)}");
        await Upload(marketer, $"code,order\n{string.Join('\n', lines)}\n", "");
        var list = await _site.Read(db => db.UsedCodesLists.AsNoTracking().SingleAsync(Cancel));
        Assert.Equal((600, 500), (list.Report.ToLookAt, list.Report.Shown.Count));
        Assert.All(list.Report.Shown, line => Assert.InRange(line.OrderId.Length, 1, 255));
    }

    [Theory]
    [InlineData("code\nABC\n", "has to name the columns")]
    [InlineData("", "has to name the columns")]
    [InlineData("\0\u0001\u0002", "has to name the columns")]
    public async Task What_is_no_list_is_refused(string list, string why)
    {
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        Assert.Contains(why, await Upload(marketer, list, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_codes_looks_at_one_as_a_checkout_would_and_uses_nothing()
    {
        await Redeemed();
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        foreach (var (code, said) in ((string, string)[])[($" {Other} ", "Good, not used yet"), (Code, "Already used"), ("NOBODY-HAS-IT-1", "Nobody was sent this code"), ("", "This is needed")])
        {
            var answer = await reviewer.Submit("/redemptions/try", new() { ["Form.Code"] = code });
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
        Assert.Equal(1, await _site.Read(db => db.Redemptions.CountAsync()));
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        Assert.Equal(HttpStatusCode.Forbidden, (await marketer.GetAsync("/redemptions/try", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_may_not_upload_codes_uploads_no_used_ones()
    {
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.GetAsync("/redemptions/used", Cancel)).StatusCode);
        Assert.DoesNotContain("/redemptions/used", await reviewer.GetStringAsync("/redemptions", Cancel), StringComparison.Ordinal);
    }

    private async Task<(string Offer, string Redemption)> Redeemed()
    {
        var offer = await _site.OfferWith([Code, Other]);
        using var shop = await _site.Program(ApiScope.Redeem);
        var redeemed = await shop.Redeem(Code, "NL-17", more: new { order = new { id = "NL-17", amount = 4200, currency = "CAD" } });
        return (offer, (await redeemed.Json()).GetProperty("id").GetString()!);
    }

    private static async Task<string> Upload(HttpClient browser, string list, string currency, bool asCsv = false)
    {
        var token = await (await browser.Form("/redemptions/used"))().ReadAsStringAsync(Cancel);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(WebUtility.UrlDecode(token.Split('=')[1])), "__RequestVerificationToken" },
            { new StringContent(currency), "Form.Currency" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(list)), "Form.File", "used.csv" },
        };
        if (asCsv) form.Add(new StringContent("csv"), "Form.As");
        var answer = await browser.PostAsync("/redemptions/used", form, Cancel);
        if (answer.Headers.Location is { } report) answer = await browser.GetAsync(report, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private Task<int> Audited(string action) => _site.Read(db => db.AuditEntries.CountAsync(e => e.Action == action));
}
