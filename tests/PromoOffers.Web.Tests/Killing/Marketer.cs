using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>The demo's marketer, with a browser.</summary>
internal sealed partial class Marketer(Uri address, string offer) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public async Task SignIn(CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Email"] = DemoStaff.Marketer.Email,
            ["Password"] = DemoStaff.Password,
            ["__RequestVerificationToken"] = await Token("/sign-in", cancel),
        });
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Uploads so many codes, each of which begins with <paramref name="name"/>, and sends some of them to whoever waits.</summary>
    /// <returns>What the file is called in addresses.</returns>
    public async Task<string> Upload(string name, int codes, CancellationToken cancel)
    {
        var text = new StringBuilder();
        for (var code = 1; code <= codes; code++) text.Append(name).Append('-').Append(code).Append('\n');
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await Token($"/offers/{offer}/codes", cancel)), "__RequestVerificationToken" },
            { new StringContent("true"), "send" },
            { new ByteArrayContent(Encoding.ASCII.GetBytes(text.ToString())), "file", $"{name}.txt" },
        };
        using var answer = await client.PostAsync(new Uri($"/offers/{offer}/codes", UriKind.Relative), form, cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>Finalizes a drawing, by as many presses at once.</summary>
    public async Task Finalize(int expected, int presses, CancellationToken cancel)
    {
        var page = $"/offers/{offer}/winners/1";
        var token = await Token(page, cancel);
        await Task.WhenAll(Enumerable.Range(0, presses).Select(async _ =>
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["expected"] = $"{expected}", ["__RequestVerificationToken"] = token });
            using var answer = await client.PostAsync(new Uri($"{page}/finalize", UriKind.Relative), form, cancel);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }));
    }

    public void Dispose() => client.Dispose();

    private async Task<string> Token(string page, CancellationToken cancel) =>
        TokenInput().Match(await client.GetStringAsync(new Uri(page, UriKind.Relative), cancel)).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenInput();
}
