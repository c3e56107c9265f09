using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Browser.Tests;

/// <summary>Every page that staff or the public can open, at a desk and on a telephone, in both languages, in light and in dark.</summary>
public sealed class EveryScreenTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    /// <summary>A new page is added by its line.</summary>
    private static readonly Screen[] Screens =
    [
        new("/sign-in"),
        new("/sign-in/second-step", DemoValues.HalfWay),
        new("/sign-in/recovery", DemoValues.HalfWay),
        new("/forgot"),
        new("/reset"),
        new("/reset") { Query = "link={reset}" },
        new("/invitation"),
        new("/invitation") { Query = "link={invitation}" },
        new("/status/{code:int}") { Status = 404 },
        new("/status/{code:int}") { With = Of("status", "429"), Status = 429 },
        new("/status/{code:int}") { With = Of("status", "500"), Status = 500 },
        new("/o/{slug}"),
        new("/o/{slug}") { With = Of("o", "roastery-visit") },
        new("/o/{slug}") { With = Of("o", "summer-iced") },
        .. OfferNotOpen.All.Select(offer => new Screen("/o/{slug}") { With = Of("o", offer.Slug) }),
        new("/o/{slug}/thanks"),
        new("/o/{slug}/me") { Query = "t={newcomer}" },
        new("/o/{slug}/me") { Query = "t={sharer}" },
        new("/o/{slug}/me") { Query = "t={winner}" },
        new("/o/{slug}/mine/erase"),
        new("/o/{slug}/mine/erase/done"),
        new("/r/{token}"),
        new("/o/{slug}") { With = Of("o", "espresso-year") },
        new("/o/{slug}") { With = Of("o", "advent-draw") },
        new("/o/{slug}/draws/{number:int}") { With = Of("o", "advent-draw") },
        new("/o/{slug}/draws/{number:int}") { With = Of("o", "barista-weekend") },
        new("/checkout"),
        new("/checkout/placed"),
        new("/", Marketer),
        new("/account", Marketer),
        new("/account/two-factor", DemoValues.Newcomer),
        new("/activities", Marketer),
        new("/activities", Marketer) { Query = "search=nothing-of-that-name" },
        new("/activities/programs/new", Marketer),
        new("/activities/programs/{id}", Marketer),
        new("/activities/offers/new", Marketer),
        new("/activities/offers/{id}", Marketer),
        new("/offers/{offerId}", Marketer),
        new("/offers/{offerId}", Marketer) { With = Of("offers", "the offer summer-iced") },
        new("/offers/{offerId}", Marketer) { With = Of("offers", "the offer winter-gift") },
        new("/offers/{offerId}", Analyst) { With = Of("offers", "the offer office-beans") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("OfferDetails") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("OfferDetails"), Query = "problems=true" },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("SignUpPage") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("Sharing") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("Rules") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("Advanced") },
        new("/offers/{id}/draft/{part?}", Marketer) { With = Draft("Emails") },
        new("/offers/{id}/draft/preview", Marketer) { With = Draft("preview") },
        new("/offers/{offerId}/participants", Marketer),
        new("/offers/{offerId}/participants", Marketer) { With = Of("offers", "the offer winter-gift") },
        new("/offers/{offerId}/participants", Analyst),
        new("/offers/{offerId}/participants", Reviewer) { Query = "sort=Codes" },
        new("/offers/{offerId}/participants/{entryId}/codes", Reviewer),
        new("/offers/{offerId}/participants/{entryId}/erase", Admin),
        new("/offers/{offerId}/codes", Marketer),
        new("/offers/{offerId}/codes", Marketer) { With = Of("offers", "the offer office-beans") },
        new("/offers/{offerId}/codes", Reviewer),
        new("/offers/{offerId}/codes/{fileId}", Marketer),
        new("/offers/{offerId}/winners", Marketer) { With = Of("offers", "the offer barista-weekend") },
        new("/offers/{offerId}/winners", Analyst) { With = Of("offers", "the offer barista-weekend") },
        new("/offers/{offerId}/winners/{number:int}", Marketer) { With = Of("offers", "the offer advent-draw") },
        new("/offers/{offerId}/winners/{number:int}", Marketer) { With = Of("offers", "the offer advent-draw"), Query = "judge=1" },
        new("/offers/{offerId}/winners/{number:int}", Reviewer) { With = Of("offers", "the offer espresso-year") },
        new("/offers/{offerId}/redemptions", Marketer),
        new("/redemptions", Reviewer),
        new("/redemptions/{redemptionId}", Reviewer),
        new("/redemptions/used", Marketer),
        new("/redemptions/used/{listId}", Marketer),
        new("/redemptions/try", Reviewer),
        new("/offers/{offerId}/emails", Marketer),
        new("/offers/{offerId}/emails/{messageId}", Marketer),
        new("/offers/{offerId}/emails/{messageId}", Reviewer),
        new("/offers/{offerId}/emails/sample/{kind}/{language?}", Marketer),
        new("/offers/{offerId}/history", Marketer),
        new("/users", Admin),
        new("/users/invite", Admin),
        new("/users/{id:int}", Admin),
        new("/roles", Admin),
        new("/roles/new", Admin),
        new("/roles/{id:int}", Admin),
        new("/settings", Admin),
        new("/audit", Admin),
        new("/api-keys", Admin),
        new("/api-keys/new", Admin),
        new("/webhooks", Admin),
        new("/webhooks/new", Admin),
        new("/webhooks/{id}", Admin),
        new("/webhooks/{id}/messages/{messageId}", Admin),
    ];

    /// <summary>What answers a GET and is no page of its own, and why.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["/setup"] = "There until the first administrator is made; FreshSiteTests opens it.",
        ["/language/{language}"] = "Leads back to the page.",
        ["/brand/logo"] = "An image.",
        ["/brand/{colour:regex(^[0-9a-f]{{6}}$)}.css"] = "A style sheet.",
        ["/offers/{offerId}/winners/{number:int}/export"] = "A file.",
        ["/o/{slug}/mine/qr.png"] = "An image.",
        ["/o/{slug}/mine"] = "What /o/{slug}/me leads to.",
        ["/offers/{offerId}/winners/choose"] = "Leads to the drawing that was chosen.",
        ["/offers/{id}/draft/page"] = "Framed by the draft's pages.",
        ["/offers/{offerId}/emails/{messageId}/html"] = "Framed by the mail's page.",
        ["/offers/{offerId}/emails/sample/{kind}/{language}/html"] = "Framed by the sample's page.",
        ["/offers/{offerId}/codes/{fileId}/progress"] = "Figures for the upload's script.",
        ["/offers/{offerId}/codes/{fileId}/download"] = "A file.",
        ["/offers/{offerId}/codes/{fileId}/findings"] = "A file.",
        ["/offers/{offerId}/participants/export"] = "A file.",
        ["/offers/{offerId}/redemptions/export"] = "A file.",
        ["/redemptions/export"] = "A file.",
        ["/o/{slug}/draws/{number:int}/certificate.json"] = "A file.",
        ["/o/{slug}/draws/{number:int}/entries.txt"] = "A file.",
    };

    /// <summary>Of width, language and scheme each meets each other.</summary>
    [Theory]
    [InlineData(1440, "en", ColorScheme.Light)]
    [InlineData(1440, "fr", ColorScheme.Dark)]
    [InlineData(390, "en", ColorScheme.Dark)]
    [InlineData(390, "fr", ColorScheme.Light)]
    public async Task Every_screen_is_sound(int width, string language, ColorScheme scheme)
    {
        var values = await Site.Values();
        var problems = new List<string>();
        foreach (var screens in Screens.GroupBy(screen => screen.Who))
        {
            var page = await Open("about:blank", screens.Key, width, language);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var screen in screens) problems.AddRange((await Problems(page, screen, values, language)).Select(problem => $"{screen.Who?.Name} {problem}"));
        }
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Every_page_is_in_the_table()
    {
        var there = Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET"))
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/'))
            .Where(route => !route.StartsWith("/api/", StringComparison.Ordinal)).ToHashSet();
        Assert.Equal(there.Order(), Screens.Select(screen => screen.Route).Concat(Others.Keys).Distinct().Order());
    }

    private static async Task<List<string>> Problems(IPage page, Screen screen, IReadOnlyDictionary<string, string> values, string language)
    {
        var problems = new List<string>();
        void Listen(object? _, IConsoleMessage said)
        {
            // Styles: axe's own, of the page before.
            if (said.Type == "error" && screen.Status == 200 && !said.Text.StartsWith("Applying inline style", StringComparison.Ordinal)) problems.Add($"{page.Url} {said.Text}");
        }
        page.Console += Listen;
        var answer = await page.GotoAsync(screen.Address(values));
        page.Console -= Listen;
        if (answer!.Status != screen.Status) problems.Add($"{page.Url} answered {answer.Status}");
        if (await page.Locator("html").GetAttributeAsync("lang") != language) problems.Add($"{page.Url} speaks another language");
        problems.AddRange(await page.Problems());
        return problems;
    }

    private static Dictionary<string, string> Of(string word, string value) => new() { [word] = value };

    /// <summary>A page of the editor, in the one offer that is always a draft.</summary>
    private static Dictionary<string, string> Draft(string part) => new() { ["offers"] = "the offer winter-gift", ["draft"] = part };
}
