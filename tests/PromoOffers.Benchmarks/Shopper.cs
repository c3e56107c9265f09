using System.Net;
using System.Text.RegularExpressions;

namespace PromoOffers.Benchmarks;

/// <summary>Somebody at the checkout of the example shop, with a browser of their own.</summary>
internal sealed partial class Shopper : IDisposable
{
    private readonly HttpClient client;
    private string formToken = "";

    private Shopper(Uri address) => client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public static async Task<Shopper> Open(Uri address)
    {
        var shopper = new Shopper(address);
        var page = await shopper.client.GetStringAsync(new Uri("/checkout", UriKind.Relative));
        shopper.formToken = Token().Match(page).Groups[1].Value;
        return shopper;
    }

    /// <returns>Whether the code was good; false: the page came back with the one sentence of every refusal.</returns>
    public async Task<bool> Try(string code)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Code"] = code, ["__RequestVerificationToken"] = formToken });
        using var answer = await client.PostAsync(new Uri("/checkout/code", UriKind.Relative), form);
        return answer.StatusCode switch
        {
            HttpStatusCode.Redirect => true,
            HttpStatusCode.OK => false,
            var other => throw new InvalidOperationException($"The checkout answered {other}."),
        };
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
