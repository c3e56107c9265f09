using System.Net;
using System.Text.RegularExpressions;

namespace PromoOffers.Benchmarks;

/// <summary>Takes part in an offer as browsers do, through a bounded number of connections.</summary>
internal sealed partial class Participation(Uri address, string slug, int connections) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = connections })
    {
        BaseAddress = address,
    };

    private string formCookie = "";
    private string formToken = "";

    /// <summary>Opens somebody's own page; the form on it is sent for everybody, for it says nothing of who sends it.</summary>
    public async Task OpenForm(string privateToken)
    {
        using var request = Request(HttpMethod.Get, "mine", Cookie(privateToken));
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        formCookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("promooffers-form=", StringComparison.Ordinal)).Split(';')[0];
        formToken = Token().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value;
    }

    /// <summary>Confirms an address by the button on its owner's page.</summary>
    public Task Confirm(string privateToken) =>
        Post("confirm", $"{Cookie(privateToken)}; {formCookie}", new() { ["__RequestVerificationToken"] = formToken });

    public Task SignUp(string email) => Post("", null, new() { ["Form.Email"] = email, ["Form.Person[firstName]"] = "Kim" });

    public void Dispose() => client.Dispose();

    private async Task Post(string page, string? cookie, Dictionary<string, string> form)
    {
        using var request = Request(HttpMethod.Post, page, cookie);
        request.Content = new FormUrlEncodedContent(form);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"{page} was answered with {answer.StatusCode}.");
    }

    private HttpRequestMessage Request(HttpMethod method, string page, string? cookie)
    {
        var request = new HttpRequestMessage(method, new Uri($"/o/{slug}/{page}".TrimEnd('/'), UriKind.Relative));
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return request;
    }

    private static string Cookie(string privateToken) => $"promooffers-mine={privateToken}";

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
