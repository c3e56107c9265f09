using System.Text;
using System.Text.Json;
using PromoOffers.Testing.Draws;

namespace PromoOffers.Browser.Tests;

/// <summary>Two verifiers, one in C# and one in JavaScript, each written from docs/draws.md: they never disagree, not even about what is wrong.</summary>
public sealed class DrawVerifiersTests(Browser browser, DemoSite site) : InBrowser(browser, site)
{
    private const string Verify = """
        async cases => {
          const { verifyDraw } = await import('/js/verify-draw.js');
          const found = [];
          for (const { certificate, list } of cases) {
            const problems = await verifyDraw(certificate, Uint8Array.from(atob(list), byte => byte.charCodeAt(0)));
            found.push(problems.map(problem => `${problem.kind} ${problem.at ?? ''}`));
          }
          return found;
        }
        """;

    [Fact]
    public async Task Both_find_that_random_draws_hold()
    {
        var random = new Random(20261201);
        var draws = Enumerable.Range(0, 150).Select(i => SampleDraw.AtRandom(random)).Select((d, i) => new Tampered($"draw {i}", d.Certificate, d.List)).ToList();
        Assert.All(await BothSay(draws), Assert.Empty);
    }

    [Fact]
    public async Task Both_name_the_field_or_the_line_that_was_tampered_with()
    {
        var tampered = Tampering.With(new SampleDraw()).Concat(Tampering.With(new SampleDraw(8, publicValue: null))).ToList();
        Assert.True(tampered.Count > 1500, $"{tampered.Count}");
        await BothSay(tampered);
    }

    /// <returns>What both have found, by draw.</returns>
    private async Task<IReadOnlyList<IReadOnlyList<string>>> BothSay(IReadOnlyList<Tampered> draws)
    {
        var page = await Open("/sign-in");
        var answer = await page.EvaluateAsync(Verify, draws.Select(d => new { certificate = d.Certificate, list = Convert.ToBase64String(Encoding.Latin1.GetBytes(d.List)) }));
        var inBrowser = answer!.Value.Deserialize<List<List<string>>>()!;
        var disagreements = draws.Zip(inBrowser)
            .Select(d => (d.First.What, Ours: Text(SampleDraw.Verify(d.First.Certificate, d.First.List).Select(p => $"{p.Kind} {p.At}")), Theirs: Text(d.Second)))
            .Where(d => d.Ours != d.Theirs).Select(d => $"{d.What}: here {d.Ours}, in the browser {d.Theirs}").ToList();
        Assert.True(disagreements.Count == 0, string.Join('\n', disagreements));
        return inBrowser;
    }

    private static string Text(IEnumerable<string> problems) => string.Join(", ", problems.Order());
}
