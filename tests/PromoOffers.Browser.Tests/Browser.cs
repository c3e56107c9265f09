using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PromoOffers.Browser.Tests.Browser)), AssemblyFixture(typeof(PromoOffers.Browser.Tests.DemoSite))]

namespace PromoOffers.Browser.Tests;

/// <summary>
/// The system's Chromium, started once for all tests. Where there is none, tests are skipped and say so; where
/// PROMOOFFERS_REQUIRE_BROWSER is 1 they fail instead.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Required = "PROMOOFFERS_REQUIRE_BROWSER";
    private const string Reason = "No Chromium: none of PROMOOFFERS_CHROMIUM, chromium, chromium-browser or google-chrome was found.";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } chromium) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--test-third-party-cookie-phaseout"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A page of its own, with no cookie of another test's.</summary>
    /// <param name="url">What relative addresses begin with.</param>
    /// <param name="width">Of the window, in pixels; 390 is a telephone, 1440 a desk.</param>
    /// <param name="language">What the browser asks for.</param>
    /// <param name="scripts">Whether the browser runs them.</param>
    /// <param name="session">The cookies to begin with, as another page left them; null: none.</param>
    public async Task<IPage> Open(Uri url, int width = 1440, string language = "en", bool scripts = true, string? session = null)
    {
        if (browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable(Required) == "1", Reason);
            Assert.Fail(Reason);
        }
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = url.ToString(),
            Locale = language,
            JavaScriptEnabled = scripts,
            StorageState = session,
            ReducedMotion = ReducedMotion.Reduce, // A colour on its way to another one is neither.
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        });
        return await context.NewPageAsync();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PROMOOFFERS_CHROMIUM") is { Length: > 0 } named) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return (from name in (string[])["chromium", "chromium-browser", "google-chrome"]
                from folder in folders
                let path = Path.Combine(folder, name)
                where File.Exists(path)
                select path).FirstOrDefault();
    }
}
