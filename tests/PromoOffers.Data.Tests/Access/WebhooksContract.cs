using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Access;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Access;

/// <summary>Webhooks, from what is told to the message that was taken, on every database.</summary>
public abstract class WebhooksContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private const string Code = "NL20-7KQX-M4TD";
    private const string Url = "https://shop.example/hooks";

    protected override void Add(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    [Fact]
    public async Task A_webhook_is_made_with_a_secret_that_the_database_does_not_show()
    {
        var made = await Create(await Admin(), WebhookEvents.All);
        var endpoint = await Endpoint(made.PublicId);
        Assert.StartsWith("whsec_", made.Secret, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret["whsec_".Length..], endpoint.ProtectedSecret, StringComparison.Ordinal);
        Assert.Equal([made.Secret], Database.Get<WebhookSecrets>().Of(endpoint, Database.Now).Select(s => s.Text));
        Assert.Equal(("ann", WebhookEvents.All.Count), (endpoint.CreatedBy, endpoint.Events.Count));
        Assert.Equal("shop.example", (await Trail()).Single(e => e.Action == "webhook.created").Details["webhook"]);
    }

    [Fact]
    public async Task A_webhook_is_changed_and_a_rotated_secret_is_good_beside_the_new_one_for_a_day()
    {
        var admin = await Admin();
        var made = await Create(admin, [WebhookEvents.CodeSent]);
        Assert.True(await Database.Get<ChangeWebhook>().Run(admin, made.PublicId, new("https://crm.example/in", "CRM", [WebhookEvents.PoolLow]), Database.Now, Cancel));
        Assert.False(await Database.Get<ChangeWebhook>().Run(admin, "nothing", new(Url, "", [WebhookEvents.PoolLow]), Database.Now, Cancel));
        await Assert.ThrowsAsync<RuleBroken>(() => Database.Get<ChangeWebhook>().Run(admin, made.PublicId, new(Url, "", ["other"]), Database.Now, Cancel));
        var rotated = await Database.Get<RotateWebhookSecret>().Run(admin, made.PublicId, Database.Now, Cancel);
        Assert.Null(await Database.Get<RotateWebhookSecret>().Run(admin, "nothing", Database.Now, Cancel));

        var endpoint = await Endpoint(made.PublicId);
        Assert.Equal(("https://crm.example/in", "CRM", WebhookEvents.PoolLow), (endpoint.Url, endpoint.Description, endpoint.EventNames));
        var secrets = Database.Get<WebhookSecrets>();
        Assert.Equal([rotated!.Secret, made.Secret], secrets.Of(endpoint, Database.Now.AddHours(23)).Select(s => s.Text));
        Assert.Equal([rotated.Secret], secrets.Of(endpoint, Database.Now.AddHours(24)).Select(s => s.Text));
        Assert.Equal(["webhook.created", "webhook.changed", "webhook.secret-rotated"], (await Trail()).Select(e => e.Action).Where(IsOfWebhooks));
    }

    [Fact]
    public async Task A_code_that_was_sent_is_told_once_to_those_who_want_to_know_and_without_the_code()
    {
        var admin = await Admin();
        var wants = await Create(admin, [WebhookEvents.CodeSent, WebhookEvents.PoolLow]);
        await Create(admin, [WebhookEvents.CodeRedeemed]);
        var disabled = await Create(admin, WebhookEvents.All);
        await Database.Get<DisableWebhook>().Run(admin, disabled.PublicId, Database.Now, Cancel);
        var (_, _, delivery) = await Award();
        await Database.Get<RecordSent>().Run(delivery, null, Database.Now, Cancel);
        await Database.Get<RecordSent>().Run(delivery, null, Database.Now.AddMinutes(1), Cancel);

        var told = Assert.Single(await Deliveries());
        Assert.Equal(((await Endpoint(wants.PublicId)).Id, WebhookEvents.CodeSent), (told.EndpointId, told.Event));
        var payload = JsonDocument.Parse(told.Payload).RootElement;
        Assert.Equal("code.sent", payload.GetProperty("type").GetString());
        Assert.Equal(Database.Now, payload.GetProperty("timestamp").GetDateTime());
        Assert.Equal("20% off", payload.GetProperty("data").GetProperty("prize").GetProperty("label").GetString());
        Assert.Equal("percent", payload.GetProperty("data").GetProperty("prize").GetProperty("kind").GetString());
        HoldsNothingSecret(told.Payload);
    }

    [Fact]
    public async Task Every_event_is_told_in_the_transaction_of_what_happened_or_not_at_all()
    {
        await Create(await Admin(), WebhookEvents.All);
        var (offer, person, _) = await Award();
        foreach (var happened in Everything(offer, person))
        {
            await Assert.ThrowsAsync<RuleBroken>(() => Database.Writes.Run<bool>(async (db, stop) =>
            {
                await db.TellWebhooks(happened, Database.Now, stop);
                throw new RuleBroken("It did not happen.");
            }, Cancel));
        }
        Assert.Empty(await Deliveries());
        foreach (var happened in Everything(offer, person))
            await Database.Writes.Run(async (db, stop) => { await db.TellWebhooks(happened, Database.Now, stop); return true; }, Cancel);

        var told = await Deliveries();
        Assert.Equal(WebhookEvents.All, told.Select(d => d.Event));
        Assert.All(told, d => HoldsNothingSecret(d.Payload));
        Assert.Equal("A-1001", JsonDocument.Parse(told[1].Payload).RootElement.GetProperty("data").GetProperty("order").GetProperty("id").GetString());
        Assert.Equal(1, JsonDocument.Parse(told[3].Payload).RootElement.GetProperty("data").GetProperty("drawing").GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_message_is_sent_by_the_server_that_holds_its_lease_and_by_another_once_that_has_run_out()
    {
        var endpoint = await Tested();
        var lease = Database.Get<LeaseWebhooks>();
        var until = Database.Now.AddMinutes(2);
        Assert.Empty(await lease.Run(endpoint + 1, "one", 10, Database.Now, until, Cancel));
        var first = Assert.Single(await lease.Run(endpoint, "one", 10, Database.Now, until, Cancel));
        Assert.Empty(await lease.Run(endpoint, "two", 10, Database.Now, until, Cancel));
        var late = until.AddSeconds(1);
        var second = Assert.Single(await lease.Run(endpoint, "two", 10, late, late.AddMinutes(2), Cancel));
        Assert.Equal((first.PublicId, 2), (second.PublicId, second.Attempts));

        Assert.False(await Failed(first.Id, "one", new(500, "too late to tell", ForGood: true), late));
        Assert.True(await Database.Get<RecordWebhookSent>().Run(first.Id, 200, late, Cancel));
        Assert.False(await Failed(first.Id, "two", new(500, "it was taken meanwhile"), late));
        Assert.Equal((WebhookDeliveryState.Sent, 200), await State());
    }

    [Fact]
    public async Task A_message_that_is_not_taken_comes_again_and_fails_visibly_in_the_end()
    {
        var endpoint = await Tested();
        for (var attempt = 1; attempt <= WebhookSchedule.MaxAttempts; attempt++)
        {
            var leased = await Lease(endpoint);
            Assert.Equal(attempt, leased.Attempts);
            Assert.True(await Failed(leased.Id, "one", new(500, new string('x', 5000)), Database.Now));
            if ((await Deliveries())[0].NextAttemptAt is { } next) Database.Time.Advance(next - Database.Now);
        }
        var failed = Assert.Single(await Deliveries());
        Assert.Equal((WebhookDeliveryState.Failed, 500, WebhookDelivery.MaxErrorLength), (failed.State, failed.LastStatus, failed.LastError!.Length));
        Assert.Empty(await Database.Get<LeaseWebhooks>().Run(endpoint, "one", 10, Database.Now.AddDays(9), Database.Now.AddDays(10), Cancel));
    }

    [Fact]
    public async Task A_message_at_its_end_is_sent_again_by_hand_under_the_same_id()
    {
        var admin = await Admin();
        var made = await Create(admin, WebhookEvents.All);
        var redeliver = Database.Get<RedeliverWebhook>();
        Assert.True(await Database.Get<TestWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        var endpoint = (await Endpoint(made.PublicId)).Id;
        var leased = await Lease(endpoint);
        Assert.Equal(RedeliverOutcome.AlreadyOnItsWay, await redeliver.Run(admin, made.PublicId, leased.PublicId, Database.Now, Cancel));
        await Database.Get<RecordWebhookSent>().Run(leased.Id, 204, Database.Now, Cancel);
        Assert.Equal(RedeliverOutcome.NotThere, await redeliver.Run(admin, "nothing", leased.PublicId, Database.Now, Cancel));
        Assert.Equal(RedeliverOutcome.Queued, await redeliver.Run(admin, made.PublicId, leased.PublicId, Database.Now, Cancel));
        var again = await Lease(endpoint);
        Assert.Equal((leased.PublicId, leased.Payload, 1), (again.PublicId, again.Payload, again.Attempts));

        await Failed(again.Id, "one", new(500, "no", ForGood: true), Database.Now);
        await Database.Get<DisableWebhook>().Run(admin, made.PublicId, Database.Now, Cancel);
        Assert.Equal(RedeliverOutcome.Disabled, await redeliver.Run(admin, made.PublicId, leased.PublicId, Database.Now, Cancel));
        Assert.Contains("webhook.redelivered", (await Trail()).Select(e => e.Action));
    }

    [Fact]
    public async Task A_disabled_webhook_is_told_nothing_until_it_is_enabled()
    {
        var admin = await Admin();
        var made = await Create(admin, WebhookEvents.All);
        await Database.Get<TestWebhook>().Run(admin, made.PublicId, Database.Now, Cancel);
        Assert.False(await Database.Get<EnableWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.True(await Database.Get<DisableWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.False(await Database.Get<DisableWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.False(await Database.Get<TestWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.Equal((WebhookDeliveryState.Failed, (int?)null), await State());
        Assert.True(await Database.Get<EnableWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.True(await Database.Get<TestWebhook>().Run(admin, made.PublicId, Database.Now, Cancel));
        Assert.Equal(
            ["webhook.created", "webhook.tested", "webhook.disabled", "webhook.enabled", "webhook.tested"],
            (await Trail()).Select(e => e.Action).Where(IsOfWebhooks));
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_disabled_by_its_answer()
    {
        var endpoint = await Tested();
        Assert.True(await Failed((await Lease(endpoint)).Id, "one", new(410, "Gone"), Database.Now));
        Assert.Equal((WebhookDeliveryState.Failed, 410), await State());
        await using var db = Database.Read();
        Assert.NotNull((await db.WebhookEndpoints.SingleAsync(Cancel)).DisabledAt);
        Assert.Equal("PromoOffers", (await Trail()).Single(e => e.Action == "webhook.disabled").ActorName);
    }

    [Fact]
    public async Task A_deleted_webhook_takes_its_messages_with_it()
    {
        var admin = await Admin();
        var (gone, stays) = (await Create(admin, WebhookEvents.All), await Create(admin, WebhookEvents.All));
        await Database.Get<TestWebhook>().Run(admin, gone.PublicId, Database.Now, Cancel);
        await Database.Get<TestWebhook>().Run(admin, stays.PublicId, Database.Now, Cancel);
        Assert.True(await Database.Get<DeleteWebhook>().Run(admin, gone.PublicId, Database.Now, Cancel));
        Assert.False(await Database.Get<DeleteWebhook>().Run(admin, gone.PublicId, Database.Now, Cancel));
        Assert.Equal((await Endpoint(stays.PublicId)).Id, Assert.Single(await Deliveries()).EndpointId);
        await using var db = Database.Read();
        Assert.Equal(stays.PublicId, (await db.WebhookEndpoints.SingleAsync(Cancel)).PublicId);
        Assert.False(await Database.Get<RecordWebhookSent>().Run(4711, 200, Database.Now, Cancel));
    }

    [Fact]
    public async Task Messages_of_a_month_ago_are_taken_away_and_younger_ones_stay()
    {
        var endpoint = await Tested();
        var clean = Database.Get<CleanWebhooks>();
        Assert.Equal(0, await clean.Run(Database.Now + CleanWebhooks.KeptFor, Cancel));
        Database.Time.Advance(TimeSpan.FromDays(1));
        await Database.Writes.Run((db, _) => Task.FromResult(db.WebhookDeliveries.Add(new(endpoint, WebhookEvents.Test, "{}", Database.Now)).Entity.Id), Cancel);
        Assert.Equal(1, await clean.Run(Database.Now + CleanWebhooks.KeptFor, Cancel));
        Assert.Equal("{}", Assert.Single(await Deliveries()).Payload);
    }

    private static bool IsOfWebhooks(string action) => action.StartsWith("webhook.", StringComparison.Ordinal);

    private static void HoldsNothingSecret(string payload)
    {
        Assert.DoesNotContain(Code, payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("amelie", payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example.org", payload, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("typed by somebody", payload, StringComparison.OrdinalIgnoreCase);
    }

    private IEnumerable<WebhookEvent> Everything(int offer, long person)
    {
        var redemption = new Redemption(1, offer, person, "A-1001", Database.Now) { Amount = 5400, Currency = "EUR", RecordedBy = "typed by somebody" };
        return
        [
            new WebhookEvent.CodeSent(offer, person, Database.Now),
            new WebhookEvent.CodeRedeemed(redemption),
            new WebhookEvent.RolledBack(redemption),
            new WebhookEvent.DrawFinalized(offer, 1, 3, Database.Now),
            new WebhookEvent.PoolLow(offer, 12, new DateOnly(2026, 4, 1)),
        ];
    }

    /// <summary>A member of staff with a name.</summary>
    private Task<int> Admin() => Database.Writes.Run(async (db, cancel) =>
    {
        var user = db.Users.Add(new StaffUser { UserName = "ann", NormalizedUserName = "ANN", DisplayName = "ann" }).Entity;
        await db.SaveChangesAsync(cancel);
        return user.Id;
    }, Cancel);

    private Task<WebhookKey> Create(int by, IReadOnlyCollection<string> events) =>
        Database.Get<CreateWebhook>().Run(by, new(Url, "Shop", events), Database.Now, Cancel);

    /// <returns>The key of an endpoint that waits for one message.</returns>
    private async Task<int> Tested()
    {
        var admin = await Admin();
        var made = await Create(admin, WebhookEvents.All);
        await Database.Get<TestWebhook>().Run(admin, made.PublicId, Database.Now, Cancel);
        return (await Endpoint(made.PublicId)).Id;
    }

    private async Task<WebhookDelivery> Lease(int endpoint) =>
        Assert.Single(await Database.Get<LeaseWebhooks>().Run(endpoint, "one", 10, Database.Now, Database.Now.AddMinutes(1), Cancel));

    private Task<bool> Failed(long delivery, string owner, WebhookRefusal refusal, DateTime now) =>
        Database.Get<RecordWebhookFailed>().Run(delivery, owner, refusal, now, Cancel);

    private async Task<WebhookEndpoint> Endpoint(string publicId)
    {
        await using var db = Database.Read();
        return await db.WebhookEndpoints.SingleAsync(e => e.PublicId == publicId, Cancel);
    }

    private async Task<List<WebhookDelivery>> Deliveries()
    {
        await using var db = Database.Read();
        return await db.WebhookDeliveries.OrderBy(d => d.Id).ToListAsync(Cancel);
    }

    private async Task<(WebhookDeliveryState, int?)> State()
    {
        var delivery = Assert.Single(await Deliveries());
        return (delivery.State, delivery.LastStatus);
    }

    private async Task<List<AuditEntry>> Trail()
    {
        await using var db = Database.Read();
        return await db.AuditEntries.OrderBy(e => e.Id).ToListAsync(Cancel);
    }

    /// <summary>A code on its way to somebody.</summary>
    private async Task<(int Offer, long Person, long Delivery)> Award()
    {
        var offer = await new ReferralOffer { UsePromoCodes = true }.Approved(Database.Writes, Database.Now, Cancel);
        return await Database.Writes.Run(async (db, cancel) =>
        {
            var version = await db.OfferVersions.Select(v => v.Id).SingleAsync(cancel);
            var file = db.Add(new CodeFile(offer, "file", "codes.txt", "Ann", Database.Now)).Entity;
            var person = db.Add(new Participant(offer, "amelie@example.org", [1], "en", Database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            db.Add(new PromoCode(1, offer, file.Id, 1, Encoding.ASCII.GetBytes(Code)));
            var delivery = db.Add(new Delivery(DeliveryKind.Fulfillment, offer, version, person.Id, Database.Now) { CodeId = 1 }).Entity;
            await db.SaveChangesAsync(cancel);
            return (offer, person.Id, delivery.Id);
        }, Cancel);
    }
}

public sealed class WebhooksOnSqlite : WebhooksContract<SqliteTestDatabase>;

public sealed class WebhooksOnSqlServer : WebhooksContract<SqlServerTestDatabase>;

public sealed class WebhooksOnTheStandIn : WebhooksContract<StandInTestDatabase>;
