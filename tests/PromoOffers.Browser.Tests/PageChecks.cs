using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PromoOffers.Browser.Tests;

/// <summary>What holds of every screen.</summary>
internal static class PageChecks
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Axe finds nothing, each link leads somewhere, and nothing is cut off at the side.</summary>
    public static async Task IsSound(this IPage page)
    {
        var problems = await page.Problems();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    public static async Task<List<string>> Problems(this IPage page)
    {
        // In one piece and without frames: Playwright's own way opens a page for each result, and in a frame that runs no script it never ends.
        await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { iframes: false, resultTypes: ['violations'] })).violations");
        var problems = violations.EnumerateArray().Select(violation => $"{page.Url} {violation.GetProperty("id")}: {Elements(violation)}").ToList();
        problems.AddRange(from dead in await page.Locator("a:not([href])").AllInnerTextsAsync() select $"{page.Url} leads nowhere from “{dead}”.");
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1")) problems.Add($"{page.Url} scrolls sideways.");
        return problems;
    }

    private static string Elements(JsonElement violation) =>
        string.Join(' ', violation.GetProperty("nodes").EnumerateArray().Select(node => $"{node.GetProperty("html")} ({node.GetProperty("failureSummary")})"));
}
