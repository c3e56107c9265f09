using System.Net;
using System.Text.RegularExpressions;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>Somebody with a browser of their own who takes part in an offer.</summary>
internal sealed partial class Visitor(Uri address, string slug, string email) : IDisposable
{
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public string Email => email;

    /// <param name="shareToken">Of the friend's link that was followed; null: came directly.</param>
    /// <returns>Whether the server answered that it is done.</returns>
    public async Task<bool> SignUp(string? shareToken, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Form.Email"] = email,
            ["Form.Person[firstName]"] = "Kim",
            ["Form.R"] = shareToken ?? "",
        });
        using var answer = await client.PostAsync(new Uri($"/o/{slug}", UriKind.Relative), form, cancel);
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    public async Task<bool> Confirm(string privateToken, CancellationToken cancel)
    {
        using var enter = await client.GetAsync(new Uri($"/o/{slug}/me?t={privateToken}", UriKind.Relative), cancel);
        var page = await client.GetStringAsync(new Uri($"/o/{slug}/mine", UriKind.Relative), cancel);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
        });
        using var answer = await client.PostAsync(new Uri($"/o/{slug}/confirm", UriKind.Relative), form, cancel);
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
