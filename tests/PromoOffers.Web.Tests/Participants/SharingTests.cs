using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Features.Participants;

namespace PromoOffers.Web.Tests.Participants;

/// <summary>How an offer is passed on: messages, pictures, where links lead, and who may show the page.</summary>
public sealed class SharingTests : IDisposable
{
    private const string Shop = "https://www.shop.example";

    private readonly Site site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => site.Dispose();

    [Fact]
    public void A_message_stays_a_message_whatever_stands_in_it()
    {
        var page = new PageTexts { Headline = "Win & more\r\nBcc: everybody@example.com", ShareMessage = "50% & \"free\"\r\nBcc: x@example.com #1 <b>" };
        foreach (var link in ShareLink.Of(page, new Uri("https://offers.example/r/abc")))
        {
            var address = new Uri(link.Address);
            Assert.DoesNotContain(link.Address, c => c is '\r' or '\n' or '"' or '<' or ' ');
            Assert.Contains(address.Scheme, (string[])["https", "mailto", "sms"]);
            Assert.True(link.Address.Count(c => c == '&') <= 1, link.Address);
            Assert.Contains(link.Network == ShareNetwork.Facebook ? "u=https%3A%2F%2Foffers.example%2Fr%2Fabc" : "offers.example%2Fr%2Fabc", link.Address, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_own_page_offers_each_network_its_message_and_the_link_as_a_picture()
    {
        var ann = await Join(t => t with { Form = t.Form with { ConfirmAddress = false }, Page = t.Page.ToDictionary(p => p.Key, p => p.Value with { ShareMessages = new Dictionary<string, string> { ["WhatsApp"] = "Only here!" } }) });
        using var own = site.CreateClient();
        var page = WebUtility.HtmlDecode(await own.GetStringAsync($"/o/spring/me?t={ann.PrivateToken}", Cancel));
        Assert.Contains("https://wa.me/?text=Only%20here%21%20http", page, StringComparison.Ordinal);
        Assert.Contains("https://x.com/intent/post?text=Have%20a%20look.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"qr\"", page, StringComparison.Ordinal);
        var png = await own.GetAsync("/o/spring/mine/qr.png", Cancel);
        Assert.Equal("image/png", png.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await png.Content.ReadAsByteArrayAsync(Cancel))[..4]);
        using var stranger = site.CreateClient();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/o/spring/mine/qr.png", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("en", "Your link to share", "personal link")]
    [InlineData("fr", "Votre lien à partager", "lien personnel")]
    public async Task The_link_to_share_is_not_called_what_the_private_link_is(string language, string called, string privately)
    {
        var ann = await Join(t => t with { Form = t.Form with { ConfirmAddress = false } });
        using var own = site.CreateClient();
        await own.GetStringAsync($"/o/spring/me?t={ann.PrivateToken}", Cancel);
        var page = WebUtility.HtmlDecode(await own.GetStringAsync($"/o/spring/mine?lang={language}", Cancel));
        Assert.Contains(called, page, StringComparison.Ordinal);
        Assert.DoesNotContain(privately, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_preview_of_the_link_has_what_it_shows()
    {
        await Join(t => t with { Page = t.Page.ToDictionary(p => p.Key, p => p.Value with { Headline = "Give \"20%\" <now>" }) });
        using var browser = site.CreateClient();
        var page = await browser.GetStringAsync("/o/spring?lang=en", Cancel);
        Assert.Contains("<meta property=\"og:title\" content=\"Give &quot;20%&quot; &lt;now&gt;\"", page, StringComparison.Ordinal);
        Assert.Matches("<meta property=\"og:url\" content=\"http[^\"]+/o/spring\"", page);
        Assert.DoesNotContain("og:image\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_an_offer_of_either_kind_before_it_starts_while_it_is_paused_and_when_it_is_over()
    {
        var services = site.Services;
        using var browser = site.CreateClient();
        foreach (var offer in OfferNotOpen.All)
        {
            var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
            var terms = await offer.Approved(services.GetRequiredService<IWrites>(), services.GetRequiredService<ApproveOffer>(), now, Cancel);
            var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/o/{offer.Slug}?lang=fr", Cancel));
            Assert.DoesNotContain("name=\"Form.Consent\"", page, StringComparison.Ordinal);
            Assert.Contains($"<meta property=\"og:title\" content=\"{terms.Page["fr"].Headline}\"", page, StringComparison.Ordinal);
            Assert.Contains($"<meta property=\"og:description\" content=\"{terms.Page["fr"].Description}\"", page, StringComparison.Ordinal);
            Assert.EndsWith($"/o/{offer.Slug}", Regex.Match(page, "<meta property=\"og:url\" content=\"([^\"]+)\"").Groups[1].Value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ShareTarget.ThisPage, "/o/spring?r=")]
    [InlineData(ShareTarget.EmbeddingPage, "https://www.shop.example/coffee?r=")]
    [InlineData(ShareTarget.External, "https://www.shop.example/coffee?r=")]
    public async Task A_shared_link_leads_where_the_offer_says(ShareTarget target, string begins)
    {
        var ann = await Join(t => t with { Sharing = new() { Target = target, Address = $"{Shop}/coffee", Origins = [Shop] } });
        using var friend = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        var answer = await friend.GetAsync($"/r/{ann.ShareToken}", Cancel);
        Assert.Equal(begins + ann.ShareToken, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Only_the_sites_that_the_offer_names_may_show_its_page_and_none_the_private_one()
    {
        var ann = await Join(t => t with { Sharing = new() { Origins = [Shop] } });
        using var browser = site.CreateClient();
        foreach (var page in (string[])["/o/spring", "/o/spring", "/o/spring/thanks"]) Assert.EndsWith($"frame-ancestors 'self' {Shop}", await Policy(browser, page), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self'", await Policy(browser, $"/o/spring/me?t={ann.PrivateToken}"), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", await Policy(browser, "/sign-in"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_frame_without_cookies_one_visitor_counts_once()
    {
        var ann = await Join(t => t with { Referral = t.Referral! with { Goal = GoalType.ReferredVisits } });
        using var framed = site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        foreach (var visitor in (string[])["AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA", "no name at all"])
        {
            using var visit = new FormUrlEncodedContent([new("r", ann.ShareToken), new("v", visitor)]);
            await framed.PostAsync("/o/spring/visit", visit, Cancel);
        }
        await using var db = Db();
        Assert.Equal(1, (await db.Participants.SingleAsync(p => p.Id == ann.Id, Cancel)).Progress);
    }

    private static async Task<string> Policy(HttpClient browser, string page) =>
        (await browser.GetAsync(page, Cancel)).Headers.GetValues("Content-Security-Policy").Single();

    private async Task<Participant> Join(Func<OfferTerms, OfferTerms> with)
    {
        var writes = site.Services.GetRequiredService<IWrites>();
        var now = site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var offer = await new ReferralOffer().Approved(writes, now, Cancel, with);
        await site.Services.GetRequiredService<SignUp>().Run(new(offer, "ann@example.com", "en", new Dictionary<string, string>(), true, null), Cancel);
        await using var db = Db();
        return await db.Participants.AsNoTracking().SingleAsync(Cancel);
    }

    private PromoOffersDb Db() => site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();
}
