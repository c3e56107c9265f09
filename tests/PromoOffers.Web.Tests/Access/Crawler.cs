using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;

namespace PromoOffers.Web.Tests.Access;

/// <summary>
/// Opens everything that a browser can reach: the routes of the application, filled with what there is, and every link, frame and
/// form from there on. Addresses that differ in values alone are opened a few times each.
/// </summary>
/// <param name="browser">Signed in or not; does not follow redirects by itself.</param>
/// <param name="look">Is shown every answer: its address, its headers and its text.</param>
internal sealed partial class Crawler(HttpClient browser, Action<string, string> look)
{
    /// <summary>Of addresses with the same words and names of values, so many are opened.</summary>
    private const int MostAlike = 12;

    private static readonly Uri Root = new("http://localhost/");

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> alike = [];
    private readonly Queue<string> waiting = new();

    /// <summary>Answers looked at.</summary>
    public int Looked { get; private set; }

    public void Add(string address)
    {
        if (!Uri.TryCreate(Root, WebUtility.HtmlDecode(address), out var there) || there.Host != Root.Host) return;
        var path = there.PathAndQuery;
        if (path is "/sign-out" || path.StartsWith("/Identity/", StringComparison.Ordinal) || !seen.Add(path)) return;
        var shape = Value().Replace(Ids().Replace(path, "*"), "=");
        alike[shape] = alike.GetValueOrDefault(shape) + 1;
        if (alike[shape] <= MostAlike) waiting.Enqueue(path);
    }

    /// <summary>Adds every route for reading, filled from each of the sets of values that has all that it asks for.</summary>
    public void Add(EndpointDataSource routes, IReadOnlyCollection<IReadOnlyDictionary<string, string>> values)
    {
        foreach (var (template, _) in Templates(routes).Where(r => r.Method == "GET"))
        {
            foreach (var set in values)
                if (Filled(template, set) is { } path) Add(path);
        }
    }

    public async Task Run()
    {
        while (waiting.TryDequeue(out var path))
        {
            using var answer = await browser.GetAsync(path);
            await Look(path, answer);
        }
    }

    /// <summary>Sends every form address an empty form: what comes back is an error, and errors tell things too.</summary>
    public async Task Provoke(EndpointDataSource routes, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (template, method) in Templates(routes).Where(r => r.Method != "GET"))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), Filled(template, values) ?? Parameter().Replace(template, "1"));
            using var answer = await browser.SendAsync(request);
            await Look($"{method} {request.RequestUri}", answer);
        }
        await Run();
    }

    private async Task Look(string path, HttpResponseMessage answer)
    {
        Looked++;
        var text = await answer.Content.ReadAsStringAsync();
        look(path, $"{answer.Headers}{answer.Content.Headers}{text}");
        if (answer.Headers.Location is { } elsewhere) Add(elsewhere.ToString());
        if (answer.Content.Headers.ContentType?.MediaType != "text/html") return;
        foreach (Match link in Link().Matches(text)) Add(link.Groups[1].Value);
        foreach (Match form in Form().Matches(text)) AddForm(path, form.Groups[1].Value, form.Groups[2].Value);
    }

    /// <summary>A form that is sent by GET, with what stands in it; a search with one letter, and each choice of a list.</summary>
    private void AddForm(string page, string attributes, string content)
    {
        if (attributes.Contains("method=\"post\"", StringComparison.OrdinalIgnoreCase)) return;
        var action = Attribute(attributes, "action") ?? page.Split('?')[0];
        var fields = Input().Matches(content).Select(i => i.Groups[1].Value).Where(i => Attribute(i, "name") is not null)
            .Select(i => $"{Attribute(i, "name")}={Uri.EscapeDataString(Attribute(i, "value") is { Length: > 0 } value ? WebUtility.HtmlDecode(value) : "a")}").ToList();
        var address = $"{action}{(action.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', fields)}";
        Add(address);
        foreach (Match list in Select().Matches(content))
        {
            foreach (Match option in Option().Matches(list.Groups[2].Value)) Add($"{address}&{list.Groups[1].Value}={Uri.EscapeDataString(option.Groups[1].Value)}");
        }
    }

    private static IEnumerable<(string Template, string Method)> Templates(EndpointDataSource routes) =>
        from endpoint in routes.Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let template = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where template != "/sign-out"
        select (template, method);

    private static string? Filled(string template, IReadOnlyDictionary<string, string> values)
    {
        var lacks = false;
        var path = Parameter().Replace(template, parameter =>
        {
            if (values.TryGetValue(parameter.Groups[1].Value, out var value)) return Uri.EscapeDataString(value);
            lacks |= !parameter.Value.EndsWith("?}", StringComparison.Ordinal);
            return "";
        });
        return lacks ? null : path;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"", RegexOptions.IgnoreCase) is { Success: true } found ? found.Groups[1].Value : null;

    [GeneratedRegex("\\b(?:href|src|formaction|data-url|data-src)=\"([^\"#]+)[^\"]*\"")]
    private static partial Regex Link();

    [GeneratedRegex("<form([^>]*)>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input([^>]*)>")]
    private static partial Regex Input();

    [GeneratedRegex("<select[^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option[^>]*value=\"([^\"]*)\"")]
    private static partial Regex Option();

    [GeneratedRegex(@"\{\**(\w+)[^{}]*(?:\{\{[^{}]*\}\}[^{}]*)*\}")]
    private static partial Regex Parameter();

    /// <summary>Random ids and numbers in a path.</summary>
    [GeneratedRegex(@"(?<=/)(?:[A-Za-z0-9_-]{22}|\d+)(?=[/?]|$)")]
    private static partial Regex Ids();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Value();
}
