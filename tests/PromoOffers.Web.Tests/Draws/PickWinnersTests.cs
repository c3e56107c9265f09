using System.Net;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Web.Tests.Draws;

/// <summary>Pick Winners, from the frozen list to the mails, as the people who may and may not do it meet it.</summary>
public sealed class PickWinnersTests : IDisposable
{
    private readonly Site site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_marketer_picks_disqualifies_undoes_and_finalizes()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site);
        Assert.Contains("Pick Winners of drawing 1", await marketer.GetStringAsync(draw.Winners), StringComparison.Ordinal);
        Assert.Contains("Tick this box to pick.", await (await Pick(marketer, draw, ready: false)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await draw.Order());

        Assert.Equal(HttpStatusCode.Redirect, (await Pick(marketer, draw)).StatusCode);
        Assert.Contains("2 proposed winners", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("Why is ", await marketer.GetStringAsync($"{draw.Winners}/1?judge=1"), StringComparison.Ordinal);
        await Post(marketer, draw, "1/1/disqualify", new() { ["category"] = "EnteredTwice", ["note"] = "The same household" });
        var page = await marketer.GetStringAsync($"{draw.Winners}/1");
        Assert.Contains("Replaces no. 1", page, StringComparison.Ordinal);
        Assert.Contains("The same household", page, StringComparison.Ordinal);
        await Post(marketer, draw, "1/1/reinstate", []);
        Assert.Equal([Outcome.Won, Outcome.Won, Outcome.Alternate], (await draw.Order()).Take(3).Select(w => w.Outcome));

        Assert.Contains("Send 2 codes now?", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("not those you looked at", await Message(marketer, draw, "1/finalize", new() { ["expected"] = "3" }), StringComparison.Ordinal);
        Assert.Contains("2 e-mails are on their way", await Message(marketer, draw, "1/finalize", new() { ["expected"] = "2" }), StringComparison.Ordinal);
        Assert.Contains("was final already", await Message(marketer, draw, "1/finalize", new() { ["expected"] = "2" }), StringComparison.Ordinal);
        Assert.Equal(2, await draw.Read(db => db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.Fulfillment)));
        Assert.Contains("Seed matches its fingerprint", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_drawings_are_picked_at_once_and_one_is_left_for_later()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site, drawings: 3, with: t => t with { WinAgain = Domain.Offers.WinAgain.OnceInADrawing });
        Assert.Contains("Pick Winners of 3 drawings", await marketer.GetStringAsync(draw.Winners), StringComparison.Ordinal);
        await Pick(marketer, draw, 1, "2", "", "4");
        Assert.Equal([DrawingState.Drawn, DrawingState.Frozen, DrawingState.Drawn], await draw.Read(db => db.Drawings.OrderBy(d => d.Number).Select(d => d.State).ToListAsync()));
        Assert.Equal([2, null, 4], await draw.Read(db => db.Drawings.OrderBy(d => d.Number).Select(d => d.Winners).ToListAsync()));
    }

    [Fact]
    public async Task Numbers_that_make_no_sense_draw_nobody()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site);
        foreach (var number in (string[])["0", "-1", "100001", "many", ""])
            Assert.Equal(HttpStatusCode.OK, (await Pick(marketer, draw, 1, number)).StatusCode);
        Assert.Equal(DrawingState.Frozen, await draw.Read(db => db.Drawings.Select(d => d.State).SingleAsync()));
    }

    [Fact]
    public async Task Where_the_rules_name_a_public_value_nobody_is_drawn_without_it()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site, with: t => t with { PublicValueSource = "drand, round 4242424" });
        Assert.Contains("drand, round 4242424", await marketer.GetStringAsync(draw.Winners), StringComparison.Ordinal);
        Assert.Contains("Give the public value", await (await Pick(marketer, draw)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await marketer.Submit($"{draw.Winners}/1", new()
        {
            ["Form.Ready"] = "true",
            ["Form.Drawings[0].Number"] = "1",
            ["Form.Drawings[0].Winners"] = "1",
            ["Form.Drawings[0].PublicValue"] = "8f14e45f",
        }, $"{draw.Winners}/1/pick");
        Assert.Equal("8f14e45f", await draw.Read(db => db.Drawings.Select(d => d.PublicValue).SingleAsync()));
    }

    [Fact]
    public async Task Fewer_codes_than_winners_and_fewer_entrants_than_winners_are_said_before_and_after()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site, entrants: 3, codes: 1, with: t => t with { Winners = 9 });
        var setUp = await marketer.GetStringAsync(draw.Winners);
        Assert.Contains("1 codes for 3 winners", setUp, StringComparison.Ordinal);
        Assert.Contains("Only 3 people entered drawing 1", setUp, StringComparison.Ordinal);
        await Pick(marketer, draw, 1, "9");
        var review = await marketer.GetStringAsync($"{draw.Winners}/1");
        Assert.Contains("2 winners wait until you upload more codes.", review, StringComparison.Ordinal);
        Assert.Contains("3 people win", review, StringComparison.Ordinal);
        Assert.Contains("Send one code now?", review, StringComparison.Ordinal);
        await Post(marketer, draw, "1/finalize", new() { ["expected"] = "3" });
        Assert.Contains("2 winners wait for a code.", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BuiltInRoles.AccessPrizes)]
    [InlineData(BuiltInRoles.AnalyticsUser)]
    public async Task Without_Pick_Winners_nothing_is_picked_and_nobody_proposed_is_seen(string role)
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        using var other = await site.SignedIn(role);
        var draw = await DrawOnSite.Frozen(site);
        Assert.DoesNotContain("I’m ready to pick", await other.GetStringAsync(draw.Winners), StringComparison.Ordinal);
        await Pick(marketer, draw);
        Assert.DoesNotContain("Marta", await other.GetStringAsync($"{draw.Winners}/1?judge=1"), StringComparison.Ordinal);
        foreach (var action in (string[])["1/pick", "1/number", "1/finalize", "1/1/disqualify", "1/1/reinstate", "1/1/replace"])
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Submit("/account", [], $"{draw.Winners}/{action}")).StatusCode);
    }

    [Fact]
    public async Task Names_are_masked_without_View_Personal_Data_and_no_code_is_on_the_page_for_anybody()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        using var reviewer = await site.SignedIn(BuiltInRoles.AccessPrizes);
        using var analyst = await site.SignedIn(BuiltInRoles.AnalyticsUser);
        var draw = await DrawOnSite.Frozen(site);
        await Pick(marketer, draw);
        await Post(marketer, draw, "1/1/disqualify", new() { ["category"] = "Other", ["note"] = "Nowak’s cousin" });
        await Post(marketer, draw, "1/finalize", new() { ["expected"] = "2" });
        foreach (var browser in (HttpClient[])[marketer, reviewer, analyst])
            Assert.DoesNotContain("ESPRESSO", await browser.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("Nowak", await reviewer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("/codes\" aria-label", await reviewer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        var masked = await analyst.GetStringAsync($"{draw.Winners}/1");
        Assert.DoesNotContain("Nowak", masked, StringComparison.Ordinal);
        Assert.Contains("w••••••@example.com", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("/codes\" aria-label", masked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_names_and_shows_codes_to_those_who_may_see_them_and_runs_no_formula()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        using var reviewer = await site.SignedIn(BuiltInRoles.AccessPrizes);
        using var analyst = await site.SignedIn(BuiltInRoles.AnalyticsUser);
        var draw = await DrawOnSite.Frozen(site);
        var export = $"{draw.Winners}/1/export";
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync(export)).StatusCode);
        await Pick(marketer, draw);
        Assert.Equal(HttpStatusCode.NotFound, (await reviewer.GetAsync(export)).StatusCode);
        await Post(marketer, draw, "1/1/disqualify", new() { ["category"] = "Other", ["note"] = "=HYPERLINK(\"http://evil.example\")" });
        var proposed = await marketer.GetStringAsync(export);
        Assert.Contains("Nowak", proposed, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", proposed, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|[,\"\n])=", proposed);
        await Post(marketer, draw, "1/finalize", new() { ["expected"] = "2" });
        Assert.DoesNotContain("ESPRESSO", await marketer.GetStringAsync(export), StringComparison.Ordinal);
        var codes = await reviewer.GetStringAsync(export);
        Assert.Equal(3, codes.Split(DrawOnSite.Code).Length);
        var masked = await analyst.GetStringAsync(export);
        Assert.DoesNotContain("Nowak", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("ESPRESSO", masked, StringComparison.Ordinal);
        Assert.Equal(4, await draw.Read(db => db.AuditEntries.CountAsync(e => e.Action == "winners.exported" || e.Action == "winners.codes-exported")));
        Assert.Contains("with their promo codes", await marketer.GetStringAsync(draw.Winners.Replace("winners", "history", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_did_not_redeem_in_time_is_replaced_from_the_list()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site, with: t => t with { RedeemWithinDays = 3 });
        await Pick(marketer, draw);
        await Post(marketer, draw, "1/finalize", new() { ["expected"] = "2" });
        Assert.DoesNotContain("Not redeemed in time", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("There is time left", await Message(marketer, draw, "1/1/replace", []), StringComparison.Ordinal);
        await draw.SentDaysAgo(4);
        Assert.Contains("Not redeemed in time", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("not redeemed within 3 days", await marketer.GetStringAsync($"{draw.Winners}/1?judge=1"), StringComparison.Ordinal);
        await Post(marketer, draw, "1/1/replace", []);
        Assert.Equal([Outcome.Disqualified, Outcome.Won, Outcome.Won], (await draw.Order()).Take(3).Select(w => w.Outcome));
        Assert.Contains("Did not redeem in time", await marketer.GetStringAsync($"{draw.Winners}/1"), StringComparison.Ordinal);
        Assert.Contains("Give Marta", await marketer.GetStringAsync($"{draw.Winners}/1?judge=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_answers_404_and_a_reason_of_the_system_is_not_taken_from_a_person()
    {
        using var marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        var draw = await DrawOnSite.Frozen(site);
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync($"{draw.Winners}/7")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.GetAsync("/offers/nothing/winners")).StatusCode);
        await Pick(marketer, draw);
        Assert.Contains("Choose a reason", await Message(marketer, draw, "1/1/disqualify", new() { ["category"] = "AlreadyWon" }), StringComparison.Ordinal);
        Assert.Contains("Nobody was drawn at this rank", await Message(marketer, draw, "1/99/disqualify", new() { ["category"] = "Other" }), StringComparison.Ordinal);
        Assert.Contains("between 1 and", await Message(marketer, draw, "1/number", new() { ["winners"] = "0" }), StringComparison.Ordinal);
        await Post(marketer, draw, "1/number", new() { ["winners"] = "3" });
        Assert.Equal(3, (await draw.Order()).Count(w => w.Outcome == Outcome.Won));
    }

    private static Task<HttpResponseMessage> Pick(HttpClient browser, DrawOnSite draw, bool ready = true) => Pick(browser, draw, 1, ready, "2");

    private static Task<HttpResponseMessage> Pick(HttpClient browser, DrawOnSite draw, int first, params string[] winners) => Pick(browser, draw, first, true, winners);

    private static Task<HttpResponseMessage> Pick(HttpClient browser, DrawOnSite draw, int first, bool ready, params string[] winners)
    {
        var form = new Dictionary<string, string> { ["Form.Ready"] = ready ? "true" : "false" };
        foreach (var (index, number) in winners.Index())
        {
            form[$"Form.Drawings[{index}].Number"] = $"{first + index}";
            form[$"Form.Drawings[{index}].Winners"] = number;
        }
        return browser.Submit($"{draw.Winners}/{first}", form, $"{draw.Winners}/{first}/pick");
    }

    private static Task<HttpResponseMessage> Post(HttpClient browser, DrawOnSite draw, string to, Dictionary<string, string> values) =>
        browser.Submit("/account", values, $"{draw.Winners}/{to}");

    /// <summary>What the page says that the action leads to.</summary>
    private static async Task<string> Message(HttpClient browser, DrawOnSite draw, string to, Dictionary<string, string> values)
    {
        var answer = await Post(browser, draw, to, values);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await browser.GetStringAsync(answer.Headers.Location!.ToString().Split('#')[0]);
    }
}
