using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>docs/api.http is sent as an editor would send it, from its first request to its last.</summary>
public sealed partial class HttpFileTests : IDisposable
{
    private const string Code = "SPRING-AB12-CD34";

    private readonly Site _site = new();
    private readonly Dictionary<string, string> _values = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Every_request_is_answered_as_the_file_says_and_every_operation_is_among_them()
    {
        await _site.OfferWith([Code], new ReferralOffer { Referral = new() { Count = 1, Goal = GoalType.CustomEvent, Event = "purchase" } });
        using var program = await _site.Program([.. ApiScopes.All]);
        (_values["base"], _values["key"], _values["code"]) = ("", program.DefaultRequestHeaders.Authorization!.Parameter!, Code);
        program.DefaultRequestHeaders.Authorization = null;
        var sent = new List<(string Method, string Path)>();
        foreach (var request in Requests())
        {
            var (method, path) = (request.Method, Filled(request.Path));
            using var message = Message(request, path);
            var answer = await program.SendAsync(message, Cancel);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(request.Answer == (int)answer.StatusCode, $"{request.Title}: {(int)answer.StatusCode} {body}");
            if (request.Name is not null) _values[request.Name] = body;
            sent.Add((method, path.Split('?')[0]));
        }
        Assert.Equal(["HTTP-7KQX-M4TD", "HTTP-QX5V-77LM"], await Codes());

        var operations = await Operations(program);
        Assert.NotEmpty(operations);
        Assert.Empty(operations.Where(o => !sent.Exists(s => s.Method == o.Method && o.Path.IsMatch(s.Path))).Select(o => $"{o.Method} {o.Path} is not in docs/api.http"));
    }

    private async Task<List<string>> Codes() => (await _site.Read(db => db.PromoCodes.Where(c => c.AwardId == null).OrderBy(c => c.Id).Select(c => c.Code).ToListAsync()))
        .ConvertAll(Encoding.ASCII.GetString);

    private HttpRequestMessage Message(WrittenRequest request, string path)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), path);
        if (request.Body.Length > 0) message.Content = new StringContent(Filled(request.Body), Encoding.UTF8);
        foreach (var (name, value) in request.Headers)
        {
            if (name == "Content-Type") message.Content!.Headers.ContentType = new(value);
            else message.Headers.Add(name, Filled(value));
        }
        return message;
    }

    /// <summary>With its variables, and with what earlier answers said.</summary>
    private string Filled(string text) => Variable().Replace(text, variable =>
        variable.Groups[2].Success ? Looked(JsonDocument.Parse(_values[variable.Groups[1].Value]).RootElement, variable.Groups[2].Value) : _values[variable.Groups[1].Value]);

    private static string Looked(JsonElement json, string path)
    {
        foreach (Match step in Step().Matches(path))
            json = step.Groups[1].Success ? json.GetProperty(step.Groups[1].Value) : json[int.Parse(step.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)];
        return json.GetString()!;
    }

    private static IEnumerable<WrittenRequest> Requests() =>
        File.ReadAllText(Path.Combine(Sources.Root, "docs", "api.http")).Split("\n### ").Skip(1).Select(WrittenRequest.Read);

    private static async Task<List<(string Method, Regex Path)>> Operations(HttpClient client)
    {
        var document = JsonDocument.Parse(await client.GetStringAsync("/api/v1/openapi.json", Cancel)).RootElement;
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   select (operation.Name.ToUpperInvariant(), new Regex($"^{Parameter().Replace(path.Name, "[^/]+")}$"))];
    }

    [GeneratedRegex(@"\{\{(\w+)(?:\.response\.body\.\$([^}]+))?\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    private sealed record WrittenRequest(string Title, string? Name, int Answer, string Method, string Path, List<(string Name, string Value)> Headers, string Body)
    {
        public static WrittenRequest Read(string text)
        {
            var lines = text.Split('\n');
            string? Said(string what) => lines.Where(l => l.StartsWith($"# {what} ", StringComparison.Ordinal)).Select(l => l[(what.Length + 3)..]).SingleOrDefault();
            var rest = lines.Skip(1).SkipWhile(l => l.StartsWith('#')).ToList();
            var head = rest.TakeWhile(l => l.Length > 0).ToList();
            var headers = head.Skip(1).Select(l => l.Split(": ", 2)).Select(h => (h[0], h[1])).ToList();
            return new(lines[0], Said("@name"), int.Parse(Said("answers")!, System.Globalization.CultureInfo.InvariantCulture),
                head[0].Split(' ')[0], head[0].Split(' ')[1], headers, string.Join('\n', rest.Skip(head.Count + 1)).Trim());
        }
    }
}
