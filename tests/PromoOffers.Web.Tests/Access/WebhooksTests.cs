using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Tests.Messaging;

namespace PromoOffers.Web.Tests.Access;

/// <summary>Webhooks through their pages, and from there to a real receiver.</summary>
public sealed partial class WebhooksTests : IDisposable
{
    private readonly Site site = new() { Settings = { ["Webhooks:AllowPrivateAddresses"] = "true" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_webhook_is_made_its_secret_shown_once_and_a_test_arrives_signed_with_it()
    {
        await using var receiver = await WebhookReceiver.Start();
        using var browser = await site.SignedIn(BuiltInRoles.Admin);
        var answer = await Create(browser, receiver.Url(), WebhookEvents.CodeSent);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var secret = Secret().Match(System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel))).Value;
        Assert.Equal(50, secret.Length);

        var page = $"/webhooks/{(await Endpoint()).PublicId}";
        Assert.DoesNotContain("whsec_", await browser.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Equal(page, (await browser.Submit(page, [], page + "/test")).Headers.Location!.ToString());
        await Until(() => receiver.Messages.Count == 1);
        Assert.True(receiver.Messages[0].IsSignedWith(secret));
        Assert.Contains("\"webhook.test\"", receiver.Messages[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_looked_at_and_sent_again()
    {
        await using var receiver = await WebhookReceiver.Start();
        using var browser = await site.SignedIn(BuiltInRoles.Admin);
        await Create(browser, receiver.Url(), WebhookEvents.CodeSent);
        var page = $"/webhooks/{(await Endpoint()).PublicId}";
        await browser.Submit(page, [], page + "/test");
        await Until(() => receiver.Messages.Count == 1);
        var message = $"{page}/messages/{receiver.Messages[0].Id}";
        await Until(async () => (await Deliveries()).Single().State == WebhookDeliveryState.Sent);
        Assert.Contains("webhook.test", await browser.GetStringAsync(message), StringComparison.Ordinal);

        await browser.Submit(message, [], message + "/again");
        await Until(() => receiver.Messages.Count == 2);
        Assert.Equal(receiver.Messages[0].Id, receiver.Messages[1].Id);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Submit(page, [], $"{page}/messages/nothing/again")).StatusCode);
    }

    [Fact]
    public async Task A_webhook_is_changed_given_a_new_secret_disabled_enabled_and_deleted()
    {
        using var browser = await site.SignedIn(BuiltInRoles.Admin);
        await Create(browser, "https://shop.example/hooks", WebhookEvents.CodeSent);
        var page = $"/webhooks/{(await Endpoint()).PublicId}";
        await browser.Submit(page, new() { ["Form.Url"] = "https://crm.example/in", ["Form.Description"] = "CRM", ["Form.Events"] = WebhookEvents.PoolLow });
        Assert.Equal(("https://crm.example/in", "CRM", WebhookEvents.PoolLow), ((await Endpoint()).Url, (await Endpoint()).Description, (await Endpoint()).EventNames));

        var former = (await Endpoint()).ProtectedSecret;
        Assert.Matches(Secret(), await (await browser.Submit(page, [], page + "/secret")).Content.ReadAsStringAsync(Cancel));
        Assert.Equal(former, (await Endpoint()).ProtectedFormerSecret);
        await browser.Submit(page, [], page + "/disable");
        Assert.NotNull((await Endpoint()).DisabledAt);
        await browser.Submit(page, [], page + "/enable");
        Assert.Null((await Endpoint()).DisabledAt);
        Assert.Equal("/webhooks", (await browser.Submit(page, [], page + "/delete")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(page, Cancel)).StatusCode);
        Assert.Contains("crm.example", await browser.GetStringAsync("/audit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://shop.example/hooks", "https:// only")]
    [InlineData("https://10.0.0.5/hooks", "not on the public internet")]
    [InlineData("https://169.254.169.254/latest/meta-data", "not on the public internet")]
    [InlineData("javascript:alert(1)", "no address such as")]
    public async Task An_address_that_webhooks_may_not_lead_to_is_not_kept(string url, string told)
    {
        using var strict = new Site();
        using var browser = await strict.SignedIn(BuiltInRoles.Admin);
        var answer = await Create(browser, url, WebhookEvents.CodeSent);
        Assert.Contains(told, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var scope = strict.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().WebhookEndpoints.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_webhook_of_no_event_is_not_kept()
    {
        using var browser = await site.SignedIn(BuiltInRoles.Admin);
        var answer = await Create(browser, "https://shop.example/hooks", "every.thing");
        Assert.Contains("Choose at least one event", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_speak_both_languages()
    {
        using var browser = await site.SignedIn(BuiltInRoles.Admin);
        Assert.Contains("No webhooks yet", await browser.GetStringAsync("/webhooks"), StringComparison.Ordinal);
        await Create(browser, "https://shop.example/hooks", WebhookEvents.CodeSent);
        foreach (var page in (string[])["/webhooks", "/webhooks/new", $"/webhooks/{(await Endpoint()).PublicId}"])
        {
            Assert.Contains("lang=\"en\"", await browser.GetStringAsync(page), StringComparison.Ordinal);
            Assert.Contains("lang=\"fr\"", await browser.GetStringAsync($"{page}?lang=fr"), StringComparison.Ordinal);
        }
    }

    private static Task<HttpResponseMessage> Create(HttpClient browser, string url, string name) =>
        browser.Submit("/webhooks/new", new() { ["Form.Url"] = url, ["Form.Events"] = name }, "/webhooks");

    private async Task<WebhookEndpoint> Endpoint()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().WebhookEndpoints.AsNoTracking().SingleAsync(Cancel);
    }

    private async Task<List<WebhookDelivery>> Deliveries()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().WebhookDeliveries.AsNoTracking().ToListAsync(Cancel);
    }

    private static Task Until(Func<bool> done) => Until(() => Task.FromResult(done()));

    private static async Task Until(Func<Task<bool>> done)
    {
        for (var waited = Stopwatch.StartNew(); !await done(); await Task.Delay(50, Cancel))
            if (waited.Elapsed > TimeSpan.FromSeconds(30)) throw new TimeoutException("The message did not come that far.");
    }

    [GeneratedRegex("whsec_[A-Za-z0-9+/=]+")]
    private static partial Regex Secret();
}
