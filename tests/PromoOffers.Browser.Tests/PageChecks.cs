using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PromoOffers.Browser.Tests;

/// <summary>What holds of every screen.</summary>
internal static class PageChecks
{
    /// <summary>Axe finds nothing, and nothing is cut off at the side.</summary>
    public static async Task IsSound(this IPage page)
    {
        var violations = (await page.RunAxe()).Violations.Select(violation =>
            $"{page.Url} {violation.Id}: {violation.Description} {string.Join(' ', violation.Nodes.Select(node => node.Html))}").ToList();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth + 1"), $"{page.Url} scrolls sideways.");
    }
}
