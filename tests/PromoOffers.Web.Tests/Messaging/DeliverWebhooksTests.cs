using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Databases;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Tests.Messaging;

/// <summary>From the outbox over the wire to a real receiver, with a clock that the test turns.</summary>
public sealed class DeliverWebhooksTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase database = new();
    private WebhookReceiver receiver = null!;
    private int admin;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.Create(services => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>());
        receiver = await WebhookReceiver.Start();
        admin = await database.Writes.Run(async (db, cancel) =>
        {
            var user = db.Users.Add(new StaffUser { UserName = "ann", DisplayName = "ann" }).Entity;
            await db.SaveChangesAsync(cancel);
            return user.Id;
        }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_message_arrives_once_and_signed()
    {
        var key = await Webhook();
        await Send();
        await Send();
        var message = Assert.Single(receiver.Messages);
        Assert.True(message.IsSignedWith(key.Secret));
        Assert.False(message.IsSignedWith(WebhookSecret.New().Text));
        Assert.False((message with { Body = [.. message.Body, 0x20] }).IsSignedWith(key.Secret));
        Assert.Equal(database.Time.GetUtcNow().ToUnixTimeSeconds(), long.Parse(message.Timestamp, CultureInfo.InvariantCulture));
        var delivery = await Delivery();
        Assert.Equal((delivery.PublicId, delivery.Payload), (message.Id, message.Text));
        Assert.Equal((WebhookDeliveryState.Sent, 1, 200), (delivery.State, delivery.Attempts, delivery.LastStatus));
    }

    [Fact]
    public async Task While_a_secret_is_changed_both_are_good()
    {
        var former = await Webhook();
        var key = await database.Get<RotateWebhookSecret>().Run(admin, former.PublicId, database.Now, Cancel);
        await Send();
        var message = Assert.Single(receiver.Messages);
        Assert.True(message.IsSignedWith(key!.Secret));
        Assert.True(message.IsSignedWith(former.Secret));

        database.Time.Advance(WebhookEndpoint.FormerSecretHolds);
        await Test(former.PublicId);
        await Send();
        Assert.True(receiver.Messages[1].IsSignedWith(key.Secret));
        Assert.False(receiver.Messages[1].IsSignedWith(former.Secret));
    }

    [Fact]
    public async Task A_message_that_met_an_error_comes_again_under_its_id_and_with_a_new_time()
    {
        var key = await Webhook();
        receiver.Answer = Status(500, "out of order\r\n");
        await Send();
        var delivery = await Delivery();
        Assert.Equal((WebhookDeliveryState.Deferred, 500, "out of order"), (delivery.State, delivery.LastStatus, delivery.LastError));

        receiver.Answer = Status(204);
        await Send();
        Assert.Single(receiver.Messages);
        database.Time.Advance(TimeSpan.FromSeconds(5));
        await Send();
        Assert.Equal(2, receiver.Messages.Count);
        Assert.Equal(receiver.Messages[0].Id, receiver.Messages[1].Id);
        Assert.NotEqual(receiver.Messages[0].Timestamp, receiver.Messages[1].Timestamp);
        Assert.All(receiver.Messages, m => Assert.True(m.IsSignedWith(key.Secret)));
        Assert.Equal((WebhookDeliveryState.Sent, 2, 204, null), await State());
    }

    [Fact]
    public async Task A_message_that_is_never_taken_is_given_up_and_sent_again_by_hand()
    {
        var key = await Webhook();
        receiver.Answer = Status(503);
        for (var attempt = 0; attempt < WebhookSchedule.MaxAttempts + 2; attempt++)
        {
            await Send();
            database.Time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(WebhookSchedule.MaxAttempts, receiver.Messages.Count);
        Assert.Equal((WebhookDeliveryState.Failed, WebhookSchedule.MaxAttempts, 503, ""), await State());

        receiver.Answer = Status(200);
        var delivery = await Delivery();
        Assert.Equal(RedeliverOutcome.Queued, await database.Get<RedeliverWebhook>().Run(admin, key.PublicId, delivery.PublicId, database.Now, Cancel));
        await Send();
        Assert.Equal(delivery.PublicId, receiver.Messages[^1].Id);
        Assert.Equal((WebhookDeliveryState.Sent, 1, 200, null), await State());
    }

    [Fact]
    public async Task Who_asks_for_time_is_given_time()
    {
        await Webhook();
        receiver.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "600");
            return Task.CompletedTask;
        };
        await Send();
        Assert.Equal(database.Now.AddMinutes(10), (await Delivery()).NextAttemptAt);
    }

    [Fact]
    public async Task Who_is_gone_is_told_nothing_more()
    {
        await Webhook();
        receiver.Answer = Status(410);
        await Send();
        Assert.Equal((WebhookDeliveryState.Failed, 1, 410, ""), await State());
        await using var db = database.Read();
        Assert.NotNull((await db.WebhookEndpoints.SingleAsync(Cancel)).DisabledAt);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task An_address_of_the_own_network_is_not_connected_to_by_number_or_by_name(string host)
    {
        await Webhook(receiver.Url(host));
        await Send(allowPrivate: false);
        Assert.Empty(receiver.Messages);
        Assert.Equal((WebhookDeliveryState.Failed, 1, null, WebhookErrors.AddressRefused), await State());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await WebhookReceiver.Start();
        await Webhook();
        receiver.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, inside.Url());
            return Task.CompletedTask;
        };
        await Send();
        Assert.Empty(inside.Messages);
        Assert.Equal((WebhookDeliveryState.Deferred, 1, 307, WebhookErrors.Redirected), await State());
    }

    [Fact]
    public async Task Of_a_long_answer_only_the_beginning_is_kept()
    {
        await Webhook();
        receiver.Answer = Status(500, new string('x', 5_000_000));
        await Send();
        Assert.Equal(new string('x', 300), (await Delivery()).LastError);
    }

    [Fact]
    public async Task Nobody_there_is_an_error_like_another()
    {
        await Webhook();
        await receiver.DisposeAsync();
        await Send();
        Assert.Equal((WebhookDeliveryState.Deferred, 1, null, "ConnectionRefused"), await State());
    }

    [Fact]
    public async Task What_a_server_that_died_had_taken_on_is_sent_by_another()
    {
        var key = await Webhook();
        await using (var db = database.Read())
        {
            var endpoint = await db.WebhookEndpoints.Select(e => e.Id).SingleAsync(Cancel);
            await database.Get<LeaseWebhooks>().Run(endpoint, "died", 10, database.Now, database.Now.AddMinutes(2), Cancel);
        }
        await Send();
        Assert.Empty(receiver.Messages);
        database.Time.Advance(TimeSpan.FromMinutes(3));
        await Send();
        Assert.True(Assert.Single(receiver.Messages).IsSignedWith(key.Secret));
        Assert.Equal((WebhookDeliveryState.Sent, 2, 200, null), await State());
    }

    [Fact]
    public async Task Two_servers_send_a_message_once()
    {
        var key = await Webhook();
        for (var i = 0; i < 30; i++) await Test(key.PublicId);
        using var one = Client(allowPrivate: true);
        using var two = Client(allowPrivate: true);
        await Task.WhenAll(Turns(one), Turns(two));
        Assert.Equal(31, receiver.Messages.Count);
        Assert.Equal(31, receiver.Messages.Select(m => m.Id).Distinct().Count());
    }

    /// <summary>An endpoint that waits for one message.</summary>
    private async Task<WebhookKey> Webhook(string? url = null)
    {
        var key = await database.Get<CreateWebhook>().Run(admin, new(url ?? receiver.Url(), "", WebhookEvents.All), database.Now, Cancel);
        await Test(key.PublicId);
        return key;
    }

    private async Task Test(string publicId) => Assert.True(await database.Get<TestWebhook>().Run(admin, publicId, database.Now, Cancel));

    private async Task Send(bool allowPrivate = true)
    {
        using var client = Client(allowPrivate);
        await Turns(client);
    }

    private async Task Turns(WebhookClient client)
    {
        using var deliver = ActivatorUtilities.CreateInstance<DeliverWebhooks>(database.Services, client);
        foreach (var endpoint in await deliver.Due(Cancel))
            while (await deliver.Turn(endpoint, Cancel) > 0) { }
    }

    private WebhookClient Client(bool allowPrivate) =>
        new(Options.Create(new WebhookOptions { AllowPrivateAddresses = allowPrivate }), database.Get<WebhookSecrets>(), database.Time);

    private async Task<WebhookDelivery> Delivery()
    {
        await using var db = database.Read();
        return await db.WebhookDeliveries.SingleAsync(Cancel);
    }

    private async Task<(WebhookDeliveryState, int, int?, string?)> State()
    {
        var delivery = await Delivery();
        return (delivery.State, delivery.Attempts, delivery.LastStatus, delivery.LastError);
    }

    private static Func<HttpContext, Task> Status(int status, string body = "") => context =>
    {
        context.Response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };
}
