using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PromoOffers.Data;
using PromoOffers.Data.Transactions;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Browser.Tests;

/// <summary>An offer in a frame on another site, in a browser that takes no cookies from third parties.</summary>
public sealed class EmbeddingTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    [Fact]
    public async Task The_browser_takes_a_cookie_from_a_site_that_is_opened_and_none_from_the_same_site_in_a_frame()
    {
        using var framed = new OtherSite("") { Cookie = "third=1; SameSite=None; Secure" };
        using var shop = new OtherSite($"<iframe title=\"Framed\" src=\"{framed.OriginElsewhere}\"></iframe>");
        var page = await Open(shop.Origin);
        await page.FrameLocator("iframe").GetByRole(AriaRole.Heading).WaitForAsync();
        Assert.Empty(await page.Context.CookiesAsync());
        await page.GotoAsync(framed.OriginElsewhere);
        Assert.Equal("third", Assert.Single(await page.Context.CookiesAsync()).Name);
    }

    [Fact]
    public async Task In_a_frame_on_another_site_somebody_signs_up_without_cookies_and_who_shared_the_page_is_noted()
    {
        using var shop = new OtherSite(Script("framed"));
        var ann = await Offer("framed", shop.Origin);
        var page = await Open($"{shop.Origin}/?r={ann}");
        await page.Context.ClearCookiesAsync();
        var frame = page.FrameLocator("iframe");
        await frame.Locator("input[type=email]").FillAsync("bob@mail.example");
        await frame.Locator("input[autocomplete=given-name]").FillAsync("Bob");
        await frame.Locator("form button[type=submit]").ClickAsync();
        await frame.GetByRole(AriaRole.Heading, new() { Level = 1 }).Filter(new() { HasText = "mail" }).WaitForAsync();
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => new Uri(shop.Origin).Host != cookie.Domain);
        await using var db = Db();
        var bob = await db.Participants.SingleAsync(p => p.Email == "bob@mail.example", TestContext.Current.CancellationToken);
        Assert.Equal(ann, await db.Participants.Where(p => p.Id == bob.ReferredById).Select(p => p.ShareToken).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_frame_is_as_high_as_the_page_and_keeps_to_its_width()
    {
        using var shop = new OtherSite(Script("fitted"));
        await Offer("fitted", shop.Origin);
        var page = await Open(shop.Origin, width: 390);
        await page.WaitForFunctionAsync("() => document.querySelector('iframe').clientHeight > 800");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth + 1"));
        var inside = page.Frames.Single(f => f.Url.Contains("/o/fitted", StringComparison.Ordinal));
        Assert.False(await inside.EvaluateAsync<bool>("document.documentElement.scrollHeight > innerHeight + 40"));
    }

    [Fact]
    public async Task On_a_site_that_the_offer_does_not_name_the_frame_stays_blank()
    {
        using var shop = new OtherSite(Script("guarded"));
        await Offer("guarded", "https://www.shop.example");
        var page = await Open(shop.Origin);
        await page.WaitForSelectorAsync("iframe");
        await page.WaitForTimeoutAsync(1000);
        Assert.DoesNotContain(page.Frames, f => f.Url.Contains("/o/guarded", StringComparison.Ordinal) && !f.Url.StartsWith("chrome-error", StringComparison.Ordinal));
    }

    private string Script(string slug) => $"<script async src=\"{Site.Url.ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}embed.js\" data-offer=\"{slug}\"></script>";

    /// <returns>The share token of somebody who takes part.</returns>
    private async Task<string> Offer(string slug, string origin)
    {
        var writes = Site.Services.GetRequiredService<IWrites>();
        var now = Site.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var offer = await new ReferralOffer { Slug = slug }.Approved(writes, now, TestContext.Current.CancellationToken, t => t with { Sharing = new() { Origins = [origin] } });
        return await writes.Run(async (db, stop) =>
        {
            var ann = db.Add(new Domain.Participants.Participant(offer, "ann@mail.example", Encoding.UTF8.GetBytes(slug), "en", now)).Entity;
            await db.SaveChangesAsync(stop);
            return ann.ShareToken;
        });
    }

    private PromoOffersDb Db() => Site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();

    /// <summary>A page of somebody else's. Its host is another site than localhost, so the frame's cookies are a third party's.</summary>
    private sealed class OtherSite : IDisposable
    {
        private readonly HttpListener listener = new();

        public OtherSite(string script)
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Origin = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            }
            listener.Prefixes.Add(Origin + "/");
            listener.Prefixes.Add(OriginElsewhere + "/");
            listener.Start();
            _ = Serve(Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"en\"><title>Shop</title><meta name=\"viewport\" content=\"width=device-width\"><body><h1>Shop</h1>{script}</body></html>"));
        }

        public string Origin { get; }

        /// <summary>The same under a host that is another site.</summary>
        public string OriginElsewhere => Origin.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        /// <summary>What each answer sets; null: none.</summary>
        public string? Cookie { get; init; }

        public void Dispose() => listener.Close();

        private async Task Serve(byte[] page)
        {
            try
            {
                while (true)
                {
                    var request = await listener.GetContextAsync();
                    if (Cookie is not null) request.Response.Headers["Set-Cookie"] = Cookie;
                    request.Response.ContentType = "text/html; charset=utf-8";
                    await request.Response.OutputStream.WriteAsync(page);
                    request.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The test has ended.
            }
        }
    }
}
