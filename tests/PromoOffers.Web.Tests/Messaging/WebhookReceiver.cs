using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PromoOffers.Web.Tests.Messaging;

/// <summary>A message as it came over the wire.</summary>
internal sealed record Received(string Id, string Timestamp, string Signatures, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>As a receiver would, by the specification alone: nothing of ours helps.</summary>
    public bool IsSignedWith(string secret)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
        hash.AppendData(Encoding.ASCII.GetBytes(Id + "." + Timestamp + "."));
        hash.AppendData(Body);
        return Signatures.Split(' ').Contains("v1," + Convert.ToBase64String(hash.GetHashAndReset()));
    }
}

/// <summary>The other side: a real server on this machine, which answers as it is told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private WebhookReceiver(WebApplication app) => this.app = app;

    public IReadOnlyList<Received> Messages => [.. received];
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;
    public int Port { get; private init; }

    public string Url(string host = "127.0.0.1") => $"http://{host}:{Port}/hooks";

    public static async Task<WebhookReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        WebhookReceiver? receiver = null;
        app.Run(context => receiver!.Take(context));
        await app.StartAsync();
        return receiver = new WebhookReceiver(app) { Port = new Uri(app.Urls.Single()).Port };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string Header(string name) => context.Request.Headers[name].ToString();
        received.Enqueue(new Received(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body.ToArray()));
        await Answer(context);
    }
}
