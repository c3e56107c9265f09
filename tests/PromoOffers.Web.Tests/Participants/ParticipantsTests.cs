using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Tests.Redemptions;

namespace PromoOffers.Web.Tests.Participants;

/// <summary>What each kind of staff gets to see of an offer's participants.</summary>
public sealed class ParticipantsTests : IDisposable
{
    private const string Code = "NL20-7KQX-M4TD";

    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(BuiltInRoles.MarketingUser)]
    [InlineData(BuiltInRoles.AnalyticsUser)]
    public async Task Without_Access_Prizes_no_code_is_in_any_page_and_the_panel_answers_403(string role)
    {
        using var browser = await _site.SignedIn(role);
        var (offer, entry) = await OfferWithACode();
        foreach (var page in (string[])["", "/participants", $"/participants?q={Code}", "/participants/export", "/history"])
        {
            var answer = await browser.GetAsync($"/offers/{offer}{page}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(page.Contains('?', StringComparison.Ordinal) ? "Fournier" : "M4TD", html, StringComparison.Ordinal);
        }
        var panel = await browser.GetAsync($"/offers/{offer}/participants/{entry}/codes");
        Assert.Equal(HttpStatusCode.Forbidden, panel.StatusCode);
        Assert.DoesNotContain("M4TD", await panel.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await Audited("codes.viewed"));
    }

    [Fact]
    public async Task With_Access_Prizes_the_panel_shows_the_code_and_each_opening_is_audited()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        var (offer, entry) = await OfferWithACode();
        Assert.Contains($"/offers/{offer}/participants/{entry}/codes", await browser.GetStringAsync($"/offers/{offer}/participants"), StringComparison.Ordinal);
        Assert.Contains(Code, await browser.GetStringAsync($"/offers/{offer}/participants/{entry}/codes"), StringComparison.Ordinal);
        await browser.GetStringAsync($"/offers/{offer}/participants/{entry}/codes");
        Assert.Equal(2, await Audited("codes.viewed"));
        Assert.DoesNotContain("M4TD", await browser.GetStringAsync($"/offers/{offer}/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_was_no_code_the_prize_was_sent_and_no_code()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var (offer, _) = await OfferWithACode();
        await _site.Services.GetRequiredService<IWrites>().Run(async (db, stop) =>
        {
            (await db.Participants.SingleAsync(stop)).CodesSent = 0;
            return 0;
        }, TestContext.Current.CancellationToken);
        Assert.Contains(">Prize sent</span>", await browser.GetStringAsync($"/offers/{offer}/participants"), StringComparison.Ordinal);
        var csv = await browser.GetStringAsync($"/offers/{offer}/participants/export");
        Assert.Contains("Prize sent", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("Code sent", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_says_whose_codes_were_opened_as_its_reader_may_know()
    {
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        var (offer, entry) = await OfferWithACode();
        await reviewer.GetStringAsync($"/offers/{offer}/participants/{entry}/codes");
        Assert.Contains($"/offers/{offer}/participants/{entry}/codes\">Amélie Fournier</a>", await Read(reviewer, $"/offers/{offer}/history"), StringComparison.Ordinal);
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        Assert.Contains("Amélie Fournier", await Read(admin, "/audit"), StringComparison.Ordinal);
        using var analyst = await _site.SignedIn(BuiltInRoles.AnalyticsUser);
        var masked = await Read(analyst, $"/offers/{offer}/history");
        Assert.Contains("Amélie F.", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("Fournier", masked, StringComparison.Ordinal);
        Assert.DoesNotContain($"{entry}/codes", masked, StringComparison.Ordinal);

        static async Task<string> Read(HttpClient browser, string page) => WebUtility.HtmlDecode(await browser.GetStringAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Masked_names_and_addresses_cannot_be_searched_for()
    {
        using var analyst = await _site.SignedIn(BuiltInRoles.AnalyticsUser);
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var (offer, _) = await OfferWithACode();
        Assert.DoesNotContain("name=\"q\"", await analyst.GetStringAsync($"/offers/{offer}/participants"), StringComparison.Ordinal);
        foreach (var search in (string[])["fournier", "amelie.fournier@", "amelie"])
        {
            foreach (var page in (string[])["participants", "participants/export"])
            {
                Assert.DoesNotContain("@example.com", await analyst.GetStringAsync($"/offers/{offer}/{page}?q={search}"), StringComparison.Ordinal);
                Assert.Contains("@example.com", await marketer.GetStringAsync($"/offers/{offer}/{page}?q={search}"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Names_and_addresses_are_masked_without_View_Personal_Data()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.AnalyticsUser);
        var (offer, _) = await OfferWithACode();
        foreach (var page in (string[])["", "/participants", "/participants/export"])
        {
            var html = await browser.GetStringAsync($"/offers/{offer}{page}");
            Assert.DoesNotContain("Fournier", html, StringComparison.Ordinal);
            Assert.DoesNotContain("amelie.fournier", html, StringComparison.Ordinal);
        }
        Assert.Contains("a••••••@example.com", await browser.GetStringAsync($"/offers/{offer}/participants"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_holds_the_codes_for_those_who_may_see_them_and_runs_no_formula()
    {
        using var browser = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        var (offer, _) = await OfferWithACode(firstName: "=HYPERLINK(\"http://evil.example\")");
        var csv = await browser.GetStringAsync($"/offers/{offer}/participants/export");
        Assert.Contains(Code, csv, StringComparison.Ordinal);
        Assert.Contains("'=HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|[,\"\n])=", csv);
        Assert.Equal(1, await Audited("codes.exported"));
    }

    [Theory]
    [InlineData("x;=HYPERLINK(1)", "x;'=HYPERLINK(1)")]
    [InlineData("x\t @SUM(1)", "x\t '@SUM(1)")]
    [InlineData("x\n+1", "x\n'+1")]
    [InlineData("Smith-Jones; Ann", "Smith-Jones; Ann")]
    public async Task A_spreadsheet_that_separates_by_other_signs_finds_no_formula_either(string name, string cell)
    {
        using var browser = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        var (offer, _) = await OfferWithACode(firstName: name);
        var csv = await browser.GetStringAsync($"/offers/{offer}/participants/export");
        Assert.Contains(cell, csv, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[;\t\n] *[=+@]", csv);
    }

    [Theory]
    [InlineData("resend")]
    [InlineData("replace")]
    public async Task A_form_cannot_name_another_offer_than_its_address(string verb)
    {
        var (offer, _) = await OfferWithACode();
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        var otherId = await new ReferralOffer { Slug = "other" }.Approved(_site.Services.GetRequiredService<IWrites>(), ApiOnSite.Now, TestContext.Current.CancellationToken);
        var other = await _site.Read(db => db.Offers.Where(o => o.Id == otherId).Select(o => o.PublicId).SingleAsync());
        var answer = await admin.Submit("/account", new() { ["reason"] = "lost", ["offerId"] = offer, ["OfferId"] = offer }, $"/offers/{other}/participants/codes/1/{verb}");
        Assert.Equal($"/offers/{other}/participants", answer.Headers.Location!.ToString());
        Assert.Equal((0, 0), (await Audited("codes.resent"), await Audited("codes.replaced")));
    }

    [Fact]
    public async Task Replacing_a_code_needs_both_permissions()
    {
        var (offer, _) = await OfferWithACode();
        foreach (var role in (string[])[BuiltInRoles.MarketingUser, BuiltInRoles.AccessPrizes])
        {
            using var browser = await _site.SignedIn(role);
            var answer = await browser.Submit("/account", new() { ["reason"] = "lost" }, $"/offers/{offer}/participants/codes/1/replace");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private async Task<int> Audited(string action)
    {
        using var scope = _site.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().AuditEntries.CountAsync(e => e.Action == action);
    }

    private Task<(string Offer, string Entry)> OfferWithACode(string firstName = "Amélie") => _site.Services.GetRequiredService<IWrites>().Run(async (db, cancel) =>
    {
        var now = new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
        var program = db.Add(new Domain.Offers.Program("Winter", now)).Entity;
        await db.SaveChangesAsync(cancel);
        var terms = new OfferTerms { UsePromoCodes = true, Referral = new ReferralTerms { Count = 5 } };
        var offer = db.Add(new Offer(program.Id, "Bring a friend", "friends", OfferKind.Referral, terms, "Ann", now)).Entity;
        await db.SaveChangesAsync(cancel);
        const string email = "amelie.fournier@example.com";
        var participant = new Participant(offer.Id, email, SHA256.HashData(Encoding.UTF8.GetBytes(email)), "en", now)
        {
            FirstName = firstName,
            LastName = "Fournier",
            SortName = Folded.SortName(firstName, "Fournier", email),
            Progress = 5,
            GoalMetAt = now,
            Awards = 1,
            CodesSent = 1,
            Prize = PrizeState.Sent,
        };
        db.Add(participant);
        db.AddRange(Folded.Words(firstName, "Fournier", email).Select(w => new ParticipantWord(offer.Id, w, participant)));
        db.Add(new OfferCounts(offer.Id) { Participants = 1, CodeSent = 1, CodesUploaded = 1 });
        await db.SaveChangesAsync(cancel);
        var award = db.Add(new Award(offer.Id, participant.Id, 1, now) { State = AwardState.Fulfilled }).Entity;
        await db.SaveChangesAsync(cancel);
        var code = db.Add(new PromoCode(1, offer.Id, 1, 1, Encoding.ASCII.GetBytes(Code)));
        code.Property(c => c.AwardId).CurrentValue = award.Id;
        code.Entity.Sent(now);
        return (offer.PublicId, participant.EntryId);
    });
}
