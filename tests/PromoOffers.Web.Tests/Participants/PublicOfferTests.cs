using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Features.Participants;

namespace PromoOffers.Web.Tests.Participants;

/// <summary>What participants and their friends see and do, through the real pages.</summary>
public sealed partial class PublicOfferTests : IAsyncLifetime
{
    private readonly Site site = new();
    private int offerId;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => offerId = await Approve(new ReferralOffer());

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_friend_who_follows_the_link_and_confirms_is_credited()
    {
        var ann = await Join("ann@example.com");
        using var friend = Browser();
        var page = await friend.GetStringAsync(ShareLink(ann), Cancel);
        Assert.Contains(ann.ShareToken, page, StringComparison.Ordinal);
        await Post(friend, "/o/spring", Form("bob@example.com", ann.ShareToken));
        var bob = await Person("bob@example.com");
        Assert.Equal(ann.Id, bob.ReferredById);

        var mine = await friend.GetStringAsync(PrivateLink(bob), Cancel);
        Assert.DoesNotContain(bob.PrivateToken, mine, StringComparison.Ordinal);
        Assert.Equal(0, (await Person("ann@example.com")).Progress);
        await Post(friend, "/o/spring/confirm", new() { ["__RequestVerificationToken"] = Token().Match(mine).Groups[1].Value });
        Assert.Equal((1, 1), ((await Person("ann@example.com")).Progress, (await Person("ann@example.com")).Awards));

        using var own = Browser();
        Assert.Contains("1 of 1 friend joined", await own.GetStringAsync(PrivateLink(ann), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_and_a_known_address_are_answered_alike()
    {
        using var browser = Browser();
        var first = await Post(browser, "/o/spring", Form("ann@example.com"));
        var second = await Post(browser, "/o/spring", Form("ann@example.com"));
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await second.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("/o/spring/thanks?lang=en", second.RequestMessage!.RequestUri!.PathAndQuery);
    }

    [Fact]
    public async Task A_form_that_a_program_fills_in_signs_nobody_up()
    {
        using var browser = Browser();
        var form = Form("ann@example.com");
        form["Form.Website"] = "https://spam.example";
        Assert.Equal(HttpStatusCode.OK, (await Post(browser, "/o/spring", form)).StatusCode);
        await using var db = Db();
        Assert.False(await db.Participants.AnyAsync(Cancel));
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field_and_what_was_typed_stays()
    {
        using var browser = Browser();
        var page = await (await Post(browser, "/o/spring", new() { ["Form.Email"] = "ann@example" })).Content.ReadAsStringAsync(Cancel);
        Assert.Equal(2, Regex.Count(page, "class=\"field-error\""));
        Assert.Contains("value=\"ann@example\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_control_characters_is_none()
    {
        using var browser = Browser();
        var form = Form("ann@example.com");
        form["Form.Person[firstName]"] = "\u0001\r\n";
        Assert.Contains("field-error", await (await Post(browser, "/o/spring", form)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_private_page_is_kept_by_no_cache_and_tells_nobody_its_address()
    {
        var ann = await Join("ann@example.com");
        using var browser = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var enter = await browser.GetAsync(PrivateLink(ann), Cancel);
        Assert.Equal("/o/spring/mine", enter.Headers.Location!.ToString());
        Assert.Contains(enter.Headers.GetValues("Set-Cookie"), c => c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("path=/o/spring", StringComparison.OrdinalIgnoreCase));
        foreach (var answer in (HttpResponseMessage[])[enter, await browser.GetAsync("/o/spring/mine", Cancel)])
        {
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task The_page_speaks_the_language_asked_for_and_keeps_the_link_that_was_followed()
    {
        using var browser = Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", "fr-CA");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync("/o/spring?r=abc", Cancel));
        Assert.Contains("Recevez votre lien", page, StringComparison.Ordinal);
        Assert.Contains("?r=abc&lang=en", page, StringComparison.Ordinal);
        Assert.Contains("Get your link", await browser.GetStringAsync("/o/spring?r=abc&lang=en", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_of_one_language_speaks_it_to_everybody()
    {
        await Approve(new ReferralOffer { Slug = "autumn", Languages = ["fr"] });
        using var browser = Browser();
        Assert.Contains("<html lang=\"fr\"", await browser.GetStringAsync("/o/autumn?lang=en", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paused", "This offer is paused.")]
    [InlineData("ended", "This offer has ended.")]
    [InlineData("soon", "This offer has not started yet.")]
    public async Task An_offer_that_is_not_open_says_so(string slug, string said)
    {
        var id = await Approve(new ReferralOffer { Slug = slug, StartsAt = slug == "soon" ? Now.AddDays(3) : null });
        if (slug == "paused") await ReferralOffer.Change(Writes, id, o => o.Pause(), Cancel);
        if (slug == "ended") await ReferralOffer.Change(Writes, id, o => o.End(Now), Cancel);
        using var browser = Browser();
        Assert.Contains(said, await browser.GetStringAsync($"/o/{slug}", Cancel), StringComparison.Ordinal);
        Assert.Contains(said, await (await Post(browser, $"/o/{slug}", Form("ann@example.com"))).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "You did it, Ann.", "You have earned a prize that is still to come", "2 of 2 visits", "you have earned every reward")]
    [InlineData("fr", "Ann", "Vous avez gagné une récompense, qui va arriver", "Visites\u00a0: 2 sur 2", "vous avez gagné toutes les récompenses")]
    public async Task Who_has_met_the_goal_reads_that_the_prize_is_coming(string language, string title, string coming, string progress, string done)
    {
        var ann = await Earned(new() { Goal = GoalType.ReferredVisits, Count = 2 }, visits: 2);
        var page = await Mine(ann, language);
        Assert.All((string[])[title, coming, progress, done], said => Assert.Contains(said, page, StringComparison.Ordinal));
        Assert.DoesNotContain("joined", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pass it on", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_prize_was_sent_and_the_next_is_coming()
    {
        var ann = await Earned(new() { Goal = GoalType.ReferredVisits, Count = 1, AwardsPerParticipant = 2 }, visits: 2);
        await Writes.Run(async (db, stop) =>
        {
            var award = await db.Awards.OrderBy(a => a.Id).FirstAsync(stop);
            var version = await db.Offers.Where(o => o.Id == award.OfferId).Select(o => o.ApprovedId!.Value).SingleAsync(stop);
            db.Add(new Delivery(DeliveryKind.Fulfillment, award.OfferId, version, ann.Id, Now) { AwardId = award.Id, SentAt = Now, State = DeliveryState.Sent });
            return 0;
        }, Cancel);
        var page = await Mine(ann, "en");
        Assert.Contains("We sent your prize to a••••••@example.com.", page, StringComparison.Ordinal);
        Assert.Contains("You have earned a prize that is still to come: we send it to a••••••@example.com.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archived_offer_has_ended_and_its_participants_keep_their_page()
    {
        var ann = await Join("ann@example.com");
        await ReferralOffer.Change(Writes, offerId, o => o.End(Now), Cancel);
        await ReferralOffer.Change(Writes, offerId, o => o.Archive(Now), Cancel);
        using var browser = Browser();
        Assert.Contains("This offer has ended.", await browser.GetStringAsync("/o/spring", Cancel), StringComparison.Ordinal);
        var mine = await browser.GetAsync(PrivateLink(ann), Cancel);
        Assert.Equal((HttpStatusCode.OK, "/o/spring/mine"), (mine.StatusCode, mine.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains("This offer has ended.", await mine.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/o/nowhere")]
    [InlineData("/o/spring/me?t=nobody")]
    [InlineData("/o/spring/me")]
    [InlineData("/r/nobody")]
    public async Task What_is_nowhere_is_not_found(string address)
    {
        using var browser = Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_signed_up_gets_the_link_again_once_the_offer_has_ended_and_nobody_sees_who_that_is()
    {
        await Join("ann@example.com");
        await ReferralOffer.Change(Writes, offerId, o => o.End(Now), Cancel);
        using var browser = Browser();
        var known = await Post(browser, "/o/spring/again", new() { ["Form.Email"] = "ann@example.com" });
        var unknown = await Post(browser, "/o/spring/again", new() { ["Form.Email"] = "nobody@example.com" });
        Assert.Contains("If you signed up with this address", await known.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(await known.Content.ReadAsStringAsync(Cancel), await unknown.Content.ReadAsStringAsync(Cancel));
        var refused = await Post(browser, "/o/spring/again", new() { ["Form.Email"] = "nobody" });
        Assert.Contains("field-error", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var db = Db();
        Assert.Equal(2, await db.Deliveries.CountAsync(Cancel));
        Assert.Equal(1, await db.Participants.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_page_is_the_same_for_everybody_for_a_moment()
    {
        using var first = Browser();
        using var second = Browser();
        var (made, kept) = (await first.GetAsync("/o/spring", Cancel), await second.GetAsync("/o/spring", Cancel));
        Assert.True(kept.Headers.Age is not null);
        Assert.Equal(await made.Content.ReadAsStringAsync(Cancel), await kept.Content.ReadAsStringAsync(Cancel));
        foreach (var header in (string[])["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"])
            Assert.Equal(made.Headers.GetValues(header), kept.Headers.GetValues(header));
        Assert.False(made.Headers.Contains("Set-Cookie"));
        Assert.Null((await first.GetAsync("/o/spring?lang=fr", Cancel)).Headers.Age);
    }

    [Fact]
    public async Task A_visit_counts_by_its_post_and_never_by_its_get()
    {
        var ann = await Join("ann@example.com");
        using var friend = Browser();
        await friend.GetStringAsync(ShareLink(ann), Cancel);
        await using (var db = Db()) Assert.False(await db.Visitors.AnyAsync(Cancel));
        Assert.Equal(HttpStatusCode.Accepted, (await Post(friend, "/o/spring/visit", new() { ["r"] = ann.ShareToken })).StatusCode);
        await using (var db = Db()) Assert.False(await db.Visitors.AnyAsync(Cancel));
        Assert.Equal(HttpStatusCode.NoContent, (await Post(friend, "/o/spring/visit", new() { ["r"] = ann.ShareToken })).StatusCode);
        await using (var db = Db()) Assert.Equal(1, await db.OfferDays.SumAsync(d => d.Visits, Cancel));
    }

    [Theory]
    [InlineData("/o/spring")]
    [InlineData("/o/spring/again")]
    [InlineData("/o/spring/visit")]
    public async Task A_form_that_cannot_be_read_is_refused(string address)
    {
        using var browser = Browser();
        Dictionary<string, string>[] forms =
        [
            new() { ["Form.Email"] = "ann\0@example.com", ["r"] = "\0" },
            new() { ["Form.Email"] = new string('a', 5 << 20) },
            Enumerable.Range(0, 3000).ToDictionary(i => $"Form.Person[{i}]", _ => "x"),
        ];
        foreach (var form in forms)
        {
            var answer = await Post(browser, address, form);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Too_many_sign_ups_from_one_place_are_refused()
    {
        await using var strict = new Site { Settings = { ["Limits:SignUpsPerMinute"] = "2" } };
        using var browser = strict.CreateClient();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++) answers.Add((await Post(browser, "/o/nowhere", Form("ann@example.com"))).StatusCode);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests], answers);
    }

    private IWrites Writes => site.Services.GetRequiredService<IWrites>();

    private DateTime Now => site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private HttpClient Browser() => site.CreateClient();

    private PromoOffersDb Db() => site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();

    private Task<int> Approve(ReferralOffer offer) => offer.Approved(Writes, Now, Cancel);

    private async Task<Participant> Join(string email)
    {
        using var browser = Browser();
        await Post(browser, "/o/spring", Form(email));
        return await Person(email);
    }

    private async Task<Participant> Person(string email)
    {
        await using var db = Db();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.OfferId == offerId && p.Email == email, Cancel);
    }

    /// <summary>Ann, who brought visitors to an offer whose prizes are sent by hand.</summary>
    private async Task<Participant> Earned(ReferralTerms goal, int visits)
    {
        offerId = await Approve(new ReferralOffer { Slug = "visits", ConfirmAddress = false, Referral = goal, Delivery = FulfillmentDelivery.Manual });
        using var browser = Browser();
        await Post(browser, "/o/visits", Form("ann@example.com"));
        var ann = await Person("ann@example.com");
        for (var i = 0; i < visits; i++)
            await site.Services.GetRequiredService<RecordVisit>().Run(new Visit(offerId, $"visitor {i}", ann.ShareToken, PrivateToken: null), Cancel);
        return ann;
    }

    private async Task<string> Mine(Participant participant, string language)
    {
        using var browser = Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", language);
        return WebUtility.HtmlDecode(await browser.GetStringAsync(Links.Private("visits", participant.PrivateToken).PathAndQuery, Cancel));
    }

    private string ShareLink(Participant participant) => Links.Share(participant.ShareToken).PathAndQuery;

    private string PrivateLink(Participant participant) => Links.Private("spring", participant.PrivateToken).PathAndQuery;

    private ParticipantLinks Links => site.Services.GetRequiredService<ParticipantLinks>();

    private static Dictionary<string, string> Form(string email, string? shareToken = null) => new()
    {
        ["Form.Email"] = email,
        ["Form.Person[firstName]"] = "Ann",
        ["Form.R"] = shareToken ?? "",
        ["Form.Website"] = "",
    };

    private static async Task<HttpResponseMessage> Post(HttpClient browser, string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await browser.PostAsync(path, content, Cancel);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
