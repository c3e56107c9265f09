using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Messaging;

/// <summary>What an endpoint made of a message.</summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer() { }

    /// <param name="Status">A 2xx.</param>
    public sealed record Taken(int Status) : WebhookAnswer;

    public sealed record Refused(WebhookRefusal Refusal) : WebhookAnswer;
}

/// <summary>
/// The way out of the house for a message: signed by Standard Webhooks, to an address that is looked at when the connection is made,
/// so that neither a name nor a redirect leads inside. It tries once; trying again is the outbox's.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const int ExcerptBytes = 300;

    private readonly WebhookOptions options;
    private readonly WebhookSecrets secrets;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public WebhookClient(IOptions<WebhookOptions> options, WebhookSecrets secrets, TimeProvider time)
    {
        (this.options, this.secrets, this.time) = (options.Value, secrets, time);
        client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = Connect,
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would look names up in its own way.
            UseProxy = false,
            ActivityHeadersPropagator = null,
            // A name that has moved is asked again within this time.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<WebhookAnswer> Send(WebhookEndpoint endpoint, WebhookDelivery delivery, CancellationToken cancel)
    {
        using var request = Request(endpoint, delivery);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode
                ? new WebhookAnswer.Taken((int)response.StatusCode)
                : new WebhookAnswer.Refused(await Refusal(response, patience.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Refused(WebhookErrors.TimedOut);
        }
        catch (HttpRequestException broken)
        {
            return broken.InnerException is AddressRefusedException ? Refused(WebhookErrors.AddressRefused, forGood: true) : Refused(Told(broken));
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(WebhookEndpoint endpoint, WebhookDelivery delivery)
    {
        var now = time.GetUtcNow();
        var seconds = now.ToUnixTimeSeconds();
        var signatures = secrets.Of(endpoint, now.UtcDateTime).Select(s => s.Sign(delivery.PublicId, seconds, delivery.Payload));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(delivery.Payload)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", delivery.PublicId);
        request.Headers.Add("webhook-timestamp", seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PromoOffers", null));
        return request;
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, cancel);
        // Connected to the very address that was looked at: asked once more, the name could lead elsewhere.
        var allowed = found.Where(a => WebhookAddress.MayBeReached(a, options.AllowPrivateAddresses)).ToArray();
        if (allowed.Length == 0) throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<WebhookRefusal> Refusal(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400) return new WebhookRefusal(status, WebhookErrors.Redirected);
        var now = time.GetUtcNow();
        var wish = response.Headers.RetryAfter is { } after ? after.Date ?? now + after.Delta : null;
        return new WebhookRefusal(status, await Excerpt(response, cancel), wish?.UtcDateTime);
    }

    /// <summary>Enough of an answer to see what is wrong, and no more of it.</summary>
    private static async Task<string> Excerpt(HttpResponseMessage response, CancellationToken cancel)
    {
        var bytes = new byte[ExcerptBytes];
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return new string([.. Encoding.UTF8.GetString(bytes, 0, read).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }

    private static string Told(HttpRequestException broken) =>
        broken.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : broken.HttpRequestError.ToString();

    private static WebhookAnswer.Refused Refused(string error, bool forGood = false) => new(new WebhookRefusal(null, error, ForGood: forGood));

    /// <summary>The name leads to nowhere that a webhook may lead to.</summary>
    private sealed class AddressRefusedException : IOException;
}
