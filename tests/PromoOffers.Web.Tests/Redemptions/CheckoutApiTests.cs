using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>What a shop sends at checkout, and what it is answered.</summary>
public sealed class CheckoutApiTests : IDisposable
{
    private const string Code = "SPRING-AB12-CD34";
    private static readonly ApiScope[] All = [ApiScope.Validate, ApiScope.Redeem, ApiScope.Rollback];

    private readonly Site _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_code_is_validated_held_redeemed_and_rolled_back()
    {
        var offer = await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        var validation = await (await shop.Send(HttpMethod.Post, "validations", new { code = $" {Code} ", @lock = new { ttlSeconds = 60 } })).Json();
        Assert.True(validation.GetProperty("valid").GetBoolean());
        Assert.Equal(offer, validation.GetProperty("offer").GetProperty("id").GetString());
        Assert.Equal(("percent", 20, "20% off"), (
            validation.GetProperty("prize").GetProperty("kind").GetString(),
            validation.GetProperty("prize").GetProperty("value").GetInt32(),
            validation.GetProperty("prize").GetProperty("label").GetString()));
        var sessionKey = validation.GetProperty("sessionKey").GetString();

        Assert.Equal("code_locked", await (await shop.Redeem(Code, "18")).Code());
        var redeemed = await shop.Redeem(Code, "17", more: new { sessionKey, order = new { id = "17", amount = 4200, currency = "CAD" } });
        Assert.Equal(HttpStatusCode.Created, redeemed.StatusCode);
        var redemption = await redeemed.Json();
        Assert.Equal(4200, redemption.GetProperty("order").GetProperty("amount").GetInt32());
        var id = redemption.GetProperty("id").GetString()!;

        Assert.Equal("already_redeemed", (await (await shop.Send(HttpMethod.Post, "validations", new { code = Code })).Json()).GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.OK, (await shop.RollBack(id)).StatusCode);
        Assert.Equal("already_rolled_back", await (await shop.RollBack(id)).Code());
        Assert.Equal(HttpStatusCode.Created, (await shop.Redeem(Code, "18")).StatusCode);
    }

    [Theory]
    [InlineData(true, "redemption.viewed,redemption.viewed")]
    [InlineData(false, "")]
    public async Task Codes_are_read_in_full_with_the_scope_prizes_alone_and_each_answer_is_noted(bool inFull, string noted)
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(inFull ? [ApiScope.Redeem, ApiScope.Prizes] : [ApiScope.Redeem]);
        var id = (await (await shop.Redeem(Code, "17")).Json()).GetProperty("id").GetString();
        foreach (var path in (string[])["redemptions", $"redemptions/{id}"])
            Assert.Equal(inFull, (await (await shop.Send(HttpMethod.Get, path)).Content.ReadAsStringAsync()).Contains(Code, StringComparison.Ordinal));
        var entries = await _site.Read(db => db.AuditEntries.Where(e => e.Action == "redemption.viewed" && e.ActorName == "Shop" && e.OfferId != null).Select(e => e.Action).ToListAsync());
        Assert.Equal(noted, string.Join(',', entries));
    }

    [Fact]
    public async Task A_lost_answer_is_given_again_and_never_a_second_redemption()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        var first = await shop.Redeem(Code, "17", "one");
        var again = await shop.Redeem(Code, "17", "one");
        Assert.Equal((HttpStatusCode.Created, await first.Content.ReadAsStringAsync()), (again.StatusCode, await again.Content.ReadAsStringAsync()));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());

        var otherKey = await shop.Redeem(Code, "17", "two");
        Assert.Equal(HttpStatusCode.OK, otherKey.StatusCode);
        Assert.Equal((await first.Json()).GetProperty("id").GetString(), (await otherKey.Json()).GetProperty("id").GetString());
        Assert.Equal("already_redeemed", await (await shop.Redeem(Code, "18", "three")).Code());
        Assert.Equal("idempotency_key_reused", await (await shop.Redeem(Code, "18", "one")).Code());
        Assert.Equal(1, await _site.Read(db => db.Redemptions.CountAsync()));
    }

    [Fact]
    public async Task What_could_not_be_understood_is_not_kept_under_its_key()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        Assert.Equal("invalid_request", await (await shop.Send(HttpMethod.Post, "redemptions", new { code = Code }, "one")).Code());
        Assert.Equal(HttpStatusCode.Created, (await shop.Redeem(Code, "17", "one")).StatusCode);
    }

    [Fact]
    public async Task After_a_rollback_the_same_order_is_a_new_redemption()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        var first = (await (await shop.Redeem(Code, "17")).Json()).GetProperty("id").GetString()!;
        await shop.RollBack(first);
        var second = await shop.Redeem(Code, "17");
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.NotEqual(first, (await second.Json()).GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_use_is_told_afterwards_but_not_beforehand()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        Assert.Equal("invalid_request", await (await shop.Redeem(Code, "17", more: new { redeemedAt = ApiOnSite.Now.AddDays(1) })).Code());
        Assert.Equal("invalid_request", await (await shop.Redeem(Code, "17", more: new { redeemedAt = "2026-03-02T12:00:00" })).Code());
        Assert.Equal(HttpStatusCode.Created, (await shop.Redeem(Code, "17", more: new { redeemedAt = "2026-03-02T14:00:00+02:00" })).StatusCode);
        var conflict = await (await shop.Redeem(Code, "18", more: new { redeemedAt = ApiOnSite.Now.AddHours(-1) })).Json();
        Assert.Equal("already_redeemed", conflict.GetProperty("code").GetString());
        var (id, at) = await _site.Read(async db => (
            await db.RedemptionConflicts.Select(c => c.PublicId).SingleAsync(), await db.Redemptions.Select(r => r.RedeemedAt).SingleAsync()));
        Assert.Equal((id, new DateTime(2026, 3, 2, 12, 0, 0)), (conflict.GetProperty("conflictId").GetString(), at));
    }

    [Fact]
    public async Task Every_rule_of_the_offer_has_a_code_of_its_own()
    {
        await _site.OfferWith(["RULES-1111-2222", "FREE"], new ReferralOffer { Rules = new() { MinimumAmount = 2000, Currency = "EUR", OnlyByHolder = true } }, free: 1);
        await _site.OfferWith(["EARLY-1111-2222"], new ReferralOffer { Slug = "early", Rules = new() { FirstDay = DateOnly.FromDateTime(ApiOnSite.Now).AddDays(3) } });
        await _site.OfferWith(["LATE-1111-2222"], new ReferralOffer { Slug = "late", LastDay = DateOnly.FromDateTime(ApiOnSite.Now).AddDays(-3) });
        using var shop = await _site.Program(All);
        var customer = await _site.Read(db => db.Participants.Select(p => p.Email!).FirstAsync());
        async Task<string> Refused(string code, object? more = null) => await (await shop.Redeem(code, "17", more: more)).Code();
        Assert.Equal("code_not_found", await Refused("FREE"));
        Assert.Equal("code_not_found", await Refused("NOBODY"));
        Assert.Equal("code_not_yet_valid", await Refused("EARLY-1111-2222"));
        Assert.Equal("code_expired", await Refused("LATE-1111-2222"));
        Assert.Equal("not_code_holder", await Refused("RULES-1111-2222", new { customer = "eve@example.com" }));
        Assert.Equal("order_amount_missing", await Refused("RULES-1111-2222", new { customer }));
        Assert.Equal("order_currency_not_accepted", await Refused("RULES-1111-2222", new { customer, order = new { id = "17", amount = 5000, currency = "CAD" } }));
        Assert.Equal("order_below_minimum", await Refused("RULES-1111-2222", new { customer, order = new { id = "17", amount = 1999, currency = "EUR" } }));
        Assert.Equal(HttpStatusCode.Created, (await shop.Redeem("RULES-1111-2222", "17", more: new { customer, order = new { id = "17", amount = 2000, currency = "EUR" } })).StatusCode);
    }

    [Fact]
    public async Task Codes_are_masked_for_a_key_without_the_scope_prizes()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        using var auditor = await _site.Program(ApiScope.Redeem, ApiScope.Prizes);
        var redeemed = await shop.Redeem(Code, "17");
        var id = (await redeemed.Json()).GetProperty("id").GetString();
        Assert.DoesNotContain(Code, await redeemed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("••••CD34", (await (await shop.Send(HttpMethod.Get, $"redemptions/{id}")).Json()).GetProperty("code").GetString());
        var list = await (await auditor.Send(HttpMethod.Get, "redemptions?orderId=17")).Json();
        Assert.Equal(Code, list.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Empty((await (await shop.Send(HttpMethod.Get, "redemptions?orderId=18")).Json()).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_each_entry_once()
    {
        await _site.OfferWith([.. Enumerable.Range(0, 7).Select(i => $"PAGE-{i}")]);
        using var shop = await _site.Program(All);
        for (var i = 0; i < 7; i++) await shop.Redeem($"PAGE-{i}", $"{i}");
        var (orders, cursor) = (new List<string>(), "");
        do
        {
            var page = await (await shop.Send(HttpMethod.Get, $"redemptions?limit=3&cursor={cursor}")).Json();
            orders.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("order").GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(["6", "5", "4", "3", "2", "1", "0"], orders);
        Assert.Equal("invalid_request", await (await shop.Send(HttpMethod.Get, "redemptions?cursor=nonsense")).Code());
    }

    [Fact]
    public async Task Only_a_key_in_force_with_the_scope_opens_the_api()
    {
        await _site.OfferWith([Code]);
        using var nobody = _site.CreateClient();
        Assert.Equal("unauthorized", await (await nobody.Redeem(Code, "17")).Code());
        nobody.DefaultRequestHeaders.Authorization = new("Bearer", ApiSecret.New().Text);
        Assert.Equal("unauthorized", await (await nobody.Redeem(Code, "17")).Code());
        using var expired = await _site.Program(ApiOnSite.Now.AddSeconds(-1), All);
        Assert.Equal("unauthorized", await (await expired.Redeem(Code, "17")).Code());
        using var validator = await _site.Program(ApiScope.Validate);
        var refused = await validator.Redeem(Code, "17");
        Assert.Equal((HttpStatusCode.Forbidden, "insufficient_scope"), (refused.StatusCode, await refused.Code()));
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        Assert.Equal("unauthorized", await (await admin.Redeem(Code, "17")).Code());
        using var shop = await _site.Program(All);
        shop.DefaultRequestHeaders.Add("X-Requested-With", "fetch");
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.GetAsync("/activities", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task No_code_and_no_key_stands_in_the_log()
    {
        await _site.OfferWith([Code]);
        using var shop = await _site.Program(All);
        await shop.Redeem(Code, "17");
        await shop.Redeem(Code, "18");
        var secret = shop.DefaultRequestHeaders.Authorization!.Parameter!;
        Assert.Contains("/api/v1/redemptions", _site.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, _site.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, _site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_has_so_many_requests_a_minute_and_is_told_how_many_are_left()
    {
        _site.Settings["Api:RequestsPerMinute"] = "2";
        using var shop = await _site.Program(All);
        var first = await shop.Send(HttpMethod.Get, "redemptions");
        Assert.Equal(("2", "1"), (first.Headers.GetValues("RateLimit-Limit").Single(), first.Headers.GetValues("RateLimit-Remaining").Single()));
        await shop.Send(HttpMethod.Get, "redemptions");
        var third = await shop.Send(HttpMethod.Get, "redemptions");
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (third.StatusCode, await third.Code()));
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var other = await _site.Program(All);
        Assert.Equal(HttpStatusCode.OK, (await other.Send(HttpMethod.Get, "redemptions")).StatusCode);
    }

    [Fact]
    public async Task Codes_are_brought_and_their_report_is_read_again()
    {
        var offer = await _site.OfferWith([Code]);
        using var factory = await _site.Program(ApiScope.CodesWrite);
        Task<HttpResponseMessage> Bring(string text, string query = "") =>
            factory.Send(HttpMethod.Post, $"offers/{offer}/codes{query}", new StringContent(text, Encoding.ASCII, "text/plain"));
        var brought = await Bring("NEW-1\nNEW-2\n");
        Assert.Equal(HttpStatusCode.Accepted, brought.StatusCode);
        Assert.Equal(("published", 2), ((await brought.Json()).GetProperty("state").GetString(), (await brought.Json()).GetProperty("codes").GetInt32()));
        Assert.Equal("published", (await (await factory.GetAsync(brought.Headers.Location, TestContext.Current.CancellationToken)).Json()).GetProperty("state").GetString());

        Assert.Equal("held_back", (await (await Bring($"NEW-3 \n{Code}\n")).Json()).GetProperty("state").GetString());
        Assert.Equal("published", (await (await Bring($"NEW-4 \n{Code}\n", "?whitespace=keep&duplicates=skip")).Json()).GetProperty("state").GetString());
        var rejected = await (await Bring("GOOD\nBAD\u0001\n")).Json();
        Assert.Equal("rejected", rejected.GetProperty("state").GetString());
        Assert.Equal((2, 4, "control_character"), (
            rejected.GetProperty("firstFindings")[0].GetProperty("line").GetInt32(),
            rejected.GetProperty("firstFindings")[0].GetProperty("column").GetInt32(),
            rejected.GetProperty("firstFindings")[0].GetProperty("problem").GetString()));
        Assert.Equal(4, await _site.Read(db => db.PromoCodes.CountAsync(c => c.AwardId == null)));
    }

    [Fact]
    public async Task An_event_of_the_crm_brings_a_participant_to_the_goal()
    {
        var offer = await _site.OfferWith([], new ReferralOffer { Referral = new() { Goal = GoalType.CustomEvent, Event = "purchase", Count = 2 } });
        using var crm = await _site.Program(ApiScope.EventsWrite, ApiScope.Participants);
        Assert.Equal(HttpStatusCode.Accepted, (await crm.Send(HttpMethod.Post, $"offers/{offer}/participants", new { email = "ann@example.com", firstName = "Ann" })).StatusCode);
        var people = await (await crm.Send(HttpMethod.Get, $"offers/{offer}/participants")).Json();
        Assert.Equal("Ann", people.GetProperty("items")[0].GetProperty("firstName").GetString());
        Assert.False(people.GetProperty("items")[0].TryGetProperty("codes", out _));
        Task<HttpResponseMessage> Report(string sourceId) => crm.Send(HttpMethod.Post, $"offers/{offer}/events", new { participant = "ann@example.com", @event = "purchase", sourceId });
        Assert.True((await (await Report("A1")).Json()).GetProperty("counted").GetBoolean());
        Assert.False((await (await Report("A1")).Json()).GetProperty("counted").GetBoolean());
        Assert.Equal(1, (await (await Report("A2")).Json()).GetProperty("awards").GetInt32());
    }
}
