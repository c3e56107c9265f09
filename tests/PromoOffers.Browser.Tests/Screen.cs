using System.Text.RegularExpressions;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Browser.Tests;

/// <summary>A page that somebody can open.</summary>
/// <param name="Route">As its action says it; what stands in braces is filled in with something of the demo.</param>
/// <param name="Who">Somebody who may open it; null: anybody.</param>
internal sealed partial record Screen(string Route, DemoStaff? Who = null)
{
    /// <summary>What stands behind the question mark, with names in braces.</summary>
    public string Query { get; init; } = "";

    /// <summary>What stands behind a word of the route, where it is not what every other screen has there.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>();

    public int Status { get; init; } = 200;

    /// <param name="values">What stands behind which word of a route: <c>offers</c> for <c>/offers/{offerId}</c>.</param>
    public string Address(IReadOnlyDictionary<string, string> values)
    {
        var before = "";
        var parts = new List<string>();
        foreach (var part in Route.Split('/'))
        {
            parts.Add(part.StartsWith('{') ? Value(before) : part);
            before = part.Trim('{', '}', '?');
        }
        return string.Join('/', parts) + (Query.Length == 0 ? "" : "?" + Name().Replace(Query, place => values[place.Groups[1].Value]));

        string Value(string word) => With.GetValueOrDefault(word) is { } other ? values.GetValueOrDefault(other, other) : values[word];
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
