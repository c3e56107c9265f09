using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>Which code is taken, when, for whom; and that none is taken twice.</summary>
public abstract class RedeemCodeContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private const string Code = "SPRING-AB12-CD34";
    private int lastKey;

    protected override void Add(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    [Fact]
    public async Task A_code_that_was_sent_is_redeemed_and_everything_counts_it()
    {
        var offer = await Offer();
        var redeemed = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", basket: new Basket(4_200, "CAD", null)));
        await using var db = Database.Read();
        var row = await db.Redemptions.SingleAsync(Cancel);
        Assert.Equal((redeemed.Redemption.PublicId, "17", 4_200L, "CAD", Database.Now, 7, "Shop"), (row.PublicId, row.OrderId, row.Amount, row.Currency, row.RedeemedAt, row.ApiKeyId, row.RecordedBy));
        Assert.Equal(Database.Now, await db.PromoCodes.Select(c => c.RedeemedAt).FirstAsync(Cancel));
        Assert.Equal(1, await db.OfferCounts.Select(c => c.Redeemed).SingleAsync(Cancel));
        Assert.Equal(1, await db.OfferDays.Select(d => d.Redeemed).SingleAsync(Cancel));
        Assert.Equal(PrizeState.Redeemed, await db.Participants.Select(p => p.Prize).SingleAsync(Cancel));
        Assert.Equal(new Ledger(Uploaded: 2, Free: 1, Assigned: 0, Redeemed: 1, Void: 0), await new ReadLedger(db).Run(offer, Cancel));
    }

    [Fact]
    public async Task Another_order_is_refused_and_the_same_order_is_told_again()
    {
        await Offer();
        var first = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17"));
        Assert.Equal(new Refusal.AlreadyRedeemed(Database.Now), await Refused(Code, "18"));
        Assert.Equal(first.Redemption.PublicId, Assert.IsType<RedeemOutcome.Already>(await Redeem(Code, "17")).Redemption.PublicId);
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task The_same_order_number_of_another_shop_is_another_order()
    {
        await Offer();
        await Redeem(Code, "17", apiKey: 1);
        Assert.IsType<Refusal.AlreadyRedeemed>(await Refused(Code, "17", apiKey: 2));
    }

    [Fact]
    public async Task Webhooks_are_told_of_a_redemption_and_of_its_rollback_once_and_without_the_code()
    {
        await Offer();
        await Database.Writes.Run((db, _) =>
        {
            var endpoint = db.WebhookEndpoints.Add(new WebhookEndpoint("https://shop.example/", "closed", "Ann", Database.Now)).Entity;
            endpoint.Describe("https://shop.example/", "", WebhookEvents.All);
            return Task.FromResult(true);
        }, Cancel);
        var first = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17")).Redemption.PublicId;
        await Redeem(Code, "17");
        await Redeem(Code, "18");
        await RollBack(first);
        await RollBack(first);
        await using var db = Database.Read();
        var told = await db.WebhookDeliveries.OrderBy(d => d.Id).ToListAsync(Cancel);
        Assert.Equal([WebhookEvents.CodeRedeemed, WebhookEvents.RedemptionRolledBack], told.Select(d => d.Event));
        Assert.All(told, d => Assert.Contains(first, d.Payload, StringComparison.Ordinal));
        Assert.DoesNotContain(told, d => d.Payload.Contains(Code, StringComparison.OrdinalIgnoreCase) || d.Payload.Contains("Payment failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  SPRING-AB12-CD34\t")]
    [InlineData("\u00a0SPRING-AB12-CD34\u200b")]
    [InlineData("SPRING-AB12-CD34\r\n")]
    public async Task White_space_around_a_pasted_code_does_no_harm(string typed)
    {
        await Offer();
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(typed, "17"));
    }

    [Fact]
    public async Task The_exact_bytes_come_first()
    {
        await Offer(codes: ["ABC", "ABC ", "abc", "FREE"]);
        await Redeem("ABC ", "17");
        await using (var db = Database.Read())
            Assert.Equal(["ABC "], await Codes(db.PromoCodes.Where(c => c.RedeemedAt != null)));
        await Redeem("ABC  ", "18");
        await using var later = Database.Read();
        Assert.Equal(["ABC", "ABC "], await Codes(later.PromoCodes.Where(c => c.RedeemedAt != null)));
    }

    [Theory]
    [InlineData("spring-ab12-cd34")]
    [InlineData("NOBODY-HAS-THIS1")]
    [InlineData("FREE")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("SPRING-AB12-CD3É")]
    [InlineData("SPRING\u0000")]
    public async Task What_nobody_was_sent_is_not_found(string typed)
    {
        await Offer();
        Assert.Equal(new Refusal.NotFound(), await Refused(typed, "17"));
    }

    [Fact]
    public async Task A_code_that_was_replaced_is_not_taken()
    {
        await Offer();
        await Database.Writes.Run((db, stop) => db.PromoCodes.Where(c => c.AwardId != null).ExecuteUpdateAsync(set => set.SetProperty(c => c.VoidedAt, Database.Now), stop), Cancel);
        Assert.Equal(new Refusal.Void(), await Refused(Code, "17"));
    }

    [Fact]
    public async Task A_code_is_good_until_the_end_of_its_last_day_in_the_zone_of_the_offer()
    {
        await Offer(new ReferralOffer { LastDay = new(2026, 3, 3), TimeZone = "America/Toronto" });
        var midnight = new DateTime(2026, 3, 4, 5, 0, 0, DateTimeKind.Utc);
        Database.Time.SetUtcNow(midnight);
        Assert.Equal(new Refusal.Expired(midnight), await Refused(Code, "17"));
        Database.Time.AdjustTime(midnight.AddMilliseconds(-1));
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17"));
    }

    [Fact]
    public async Task A_code_is_good_from_its_first_day_and_for_the_days_after_its_sending()
    {
        await Offer(new ReferralOffer { Rules = new() { FirstDay = new(2026, 3, 4), DaysAfterSending = 5 } });
        Assert.Equal(new Refusal.NotYetValid(new(2026, 3, 4, 0, 0, 0, DateTimeKind.Utc)), await Refused(Code, "17"));
        // Sent on 2 March, and the fifth day after it is the 7th.
        Database.Time.SetUtcNow(new(2026, 3, 8, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(new Refusal.Expired(new(2026, 3, 8, 0, 0, 0, DateTimeKind.Utc)), await Refused(Code, "17"));
        Database.Time.AdjustTime(new(2026, 3, 7, 23, 59, 0, TimeSpan.Zero));
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17"));
    }

    [Fact]
    public async Task An_order_has_to_come_to_the_least_amount()
    {
        await Offer(new ReferralOffer { Rules = new() { MinimumAmount = 2_000, Currency = "EUR" } });
        Assert.Equal(new Refusal.AmountMissing(2_000, "EUR"), await Refused(Code, "17"));
        Assert.Equal(new Refusal.OtherCurrency("EUR"), await Refused(Code, "17", new Basket(9_000, "CAD", null)));
        Assert.Equal(new Refusal.BelowMinimum(2_000, "EUR"), await Refused(Code, "17", new Basket(1_999, "EUR", null)));
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", new Basket(2_000, "EUR", null)));
    }

    [Fact]
    public async Task Where_the_offer_says_so_only_the_holder_redeems()
    {
        await Offer(new ReferralOffer { Rules = new() { OnlyByHolder = true } });
        await using var db = Database.Read();
        var holder = (await db.Participants.SingleAsync(Cancel)).Email!;
        Assert.Equal(new Refusal.NotHolder(), await Refused(Code, "17"));
        Assert.Equal(new Refusal.NotHolder(), await Refused(Code, "17", customer: "eve@example.com"));
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", customer: holder.ToUpperInvariant()));
    }

    [Fact]
    public async Task Of_many_orders_at_one_moment_one_gets_the_code()
    {
        await Offer();
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 32).Select(order => Redeem(Code, $"{order}")));
        Assert.Single(outcomes.OfType<RedeemOutcome.Redeemed>());
        Assert.Equal(31, outcomes.OfType<RedeemOutcome.Refused>().Count(r => r.Refusal is Refusal.AlreadyRedeemed));
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task A_use_that_is_told_afterwards_is_recorded_whatever_the_rules_say()
    {
        await Offer(new ReferralOffer { LastDay = new(2026, 3, 1), Rules = new() { OnlyByHolder = true, MinimumAmount = 99, Currency = "EUR" } });
        var used = Database.Now.AddDays(-3);
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", usedAt: used));
        Assert.IsType<RedeemOutcome.Already>(await Redeem(Code, "17", usedAt: used));
        await using var db = Database.Read();
        var row = await db.Redemptions.SingleAsync(Cancel);
        Assert.Equal((used, Database.Now), (row.RedeemedAt, row.ReportedAt));
        Assert.Equal(DateOnly.FromDateTime(used), await db.OfferDays.Where(d => d.Redeemed == 1).Select(d => d.Day).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_second_order_that_is_told_afterwards_is_kept_as_a_conflict_once()
    {
        await Offer();
        await Redeem(Code, "17");
        var refused = Assert.IsType<RedeemOutcome.Refused>(await Redeem(Code, "18", usedAt: Database.Now));
        Assert.IsType<Refusal.AlreadyRedeemed>(refused.Refusal);
        Assert.Equal(refused.ConflictId, Assert.IsType<RedeemOutcome.Refused>(await Redeem(Code, "18", usedAt: Database.Now)).ConflictId);
        await using var db = Database.Read();
        Assert.Equal((refused.ConflictId, "18"), await db.RedemptionConflicts.Select(c => ValueTuple.Create<string?, string>(c.PublicId, c.OrderId)).SingleAsync(Cancel));
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task A_redemption_is_rolled_back_once_and_the_code_can_be_used_again()
    {
        var offer = await Offer();
        var first = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17")).Redemption.PublicId;
        Assert.IsType<RollbackOutcome.RolledBack>(await RollBack(first));
        Assert.Equal(new RollbackOutcome.AlreadyRolledBack(Database.Now), await RollBack(first));
        Assert.IsType<RollbackOutcome.NotFound>(await RollBack("nothing"));
        await using (var db = Database.Read())
        {
            Assert.Equal(0, await db.OfferCounts.Select(c => c.Redeemed).SingleAsync(Cancel));
            Assert.Equal(0, await db.OfferDays.Select(d => d.Redeemed).SingleAsync(Cancel));
            Assert.NotEqual(PrizeState.Redeemed, await db.Participants.Select(p => p.Prize).SingleAsync(Cancel));
            Assert.Equal(new Ledger(Uploaded: 2, Free: 1, Assigned: 1, Redeemed: 0, Void: 0), await new ReadLedger(db).Run(offer, Cancel));
            var entry = await db.AuditEntries.SingleAsync(Cancel);
            Assert.Equal(("redemption.rolled-back", "17", "Payment failed"), (entry.Action, entry.Details["order"], entry.Details["reason"]));
        }
        var second = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17")).Redemption.PublicId;
        Assert.NotEqual(first, second);
        Assert.Equal(2, await Redemptions());
    }

    [Fact]
    public async Task Of_many_rollbacks_at_one_moment_one_counts()
    {
        await Offer();
        var id = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17")).Redemption.PublicId;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RollBack(id)));
        Assert.Single(outcomes.OfType<RollbackOutcome.RolledBack>());
        await using var db = Database.Read();
        Assert.Equal(0, await db.OfferCounts.Select(c => c.Redeemed).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_lock_holds_a_code_for_one_checkout_and_ends_by_itself()
    {
        await Offer();
        var held = Assert.IsType<ValidateOutcome.Valid>(await Lock(Code)).Lock!;
        Assert.Equal(new Refusal.Locked(held.Until), await Refused(Code, "18"));
        Assert.IsType<ValidateOutcome.Invalid>(await Lock(Code));
        Assert.IsType<ValidateOutcome.Invalid>(await Validate(Code));
        Database.Time.Advance(CodeLock.Usual);
        Assert.IsType<ValidateOutcome.Valid>(await Validate(Code));
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "18"));
    }

    [Fact]
    public async Task Who_holds_the_lock_redeems_prolongs_and_lets_go()
    {
        await Offer();
        var first = Assert.IsType<ValidateOutcome.Valid>(await Lock(Code)).Lock!;
        Database.Time.Advance(TimeSpan.FromMinutes(5));
        var second = Assert.IsType<ValidateOutcome.Valid>(await Lock(Code, first.Key)).Lock!;
        Assert.True(second.Until > first.Until);
        Assert.True(await Database.Get<ReleaseLock>().Run(second.Key, Cancel));
        Assert.False(await Database.Get<ReleaseLock>().Run(second.Key, Cancel));
        var third = Assert.IsType<ValidateOutcome.Valid>(await Lock(Code)).Lock!;
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", new Basket(null, null, third.Key)));
        Assert.False(await Database.Get<ReleaseLock>().Run(third.Key, Cancel));
    }

    [Fact]
    public async Task A_use_told_afterwards_is_recorded_in_spite_of_a_lock()
    {
        await Offer();
        await Lock(Code);
        Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17", usedAt: Database.Now));
    }

    [Fact]
    public async Task A_lock_is_neither_too_short_nor_too_long()
    {
        await Offer();
        await Assert.ThrowsAsync<RuleBroken>(() => Database.Get<LockCode>().Run(new(Code, new(null, null, null), false, null), TimeSpan.FromSeconds(29), Cancel));
        await Assert.ThrowsAsync<RuleBroken>(() => Database.Get<LockCode>().Run(new(Code, new(null, null, null), false, null), TimeSpan.FromSeconds(1801), Cancel));
    }

    [Fact]
    public async Task Looking_says_what_redeeming_would_and_changes_nothing()
    {
        await Offer(new ReferralOffer { LastDay = new(2026, 4, 1), Rules = new() { MinimumAmount = 2_000, Currency = "EUR" } });
        var valid = Assert.IsType<ValidateOutcome.Valid>(await Validate(Code));
        Assert.Equal(new DateTime(2026, 4, 2, 0, 0, 0, DateTimeKind.Utc), valid.Until);
        Assert.Equal("20% off", valid.Offer.Terms.Prize.Label["en"]);
        var poor = new ValidateRequest(Code, new(1, "EUR", null), OrderIsKnown: true, Customer: null);
        Assert.Equal(new ValidateOutcome.Invalid(new Refusal.BelowMinimum(2_000, "EUR")), await Database.Get<ValidateCode>().Run(poor, Cancel));
        Assert.Equal(new ValidateOutcome.Invalid(new Refusal.NotFound()), await Validate("FREE"));
        Assert.Equal(0, await Redemptions());
    }

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_and_nothing_happens_again()
    {
        await Offer();
        var first = Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "17"));
        var again = Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "17"));
        Assert.Equal((false, true), (first.Replayed, again.Replayed));
        Assert.Equal(first.Answer, again.Answer);
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task A_refusal_is_kept_like_a_success()
    {
        await Offer();
        await Redeem(Code, "17");
        var refused = Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "18"));
        await RollBack(await LiveRedemption());
        var again = Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "18"));
        Assert.True(again.Replayed);
        Assert.Equal(refused.Answer, again.Answer);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_mistake_and_another_program_has_its_own_keys()
    {
        await Offer();
        await RedeemOnce("key", "body", "17");
        Assert.IsType<OnceOutcome.KeyReused>(await RedeemOnce("key", "other body", "18"));
        Assert.False(Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "18", apiKey: 8)).Replayed);
        Assert.False(Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("Key", "body", "18")).Replayed);
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task Many_tries_with_one_key_at_one_moment_are_one_redemption_with_one_answer()
    {
        await Offer();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => RedeemOnce("key", "body", "17")));
        Assert.Single(outcomes.Cast<OnceOutcome.Answered>().Select(o => o.Answer).Distinct());
        Assert.Single(outcomes.Cast<OnceOutcome.Answered>(), o => !o.Replayed);
        Assert.Equal(1, await Redemptions());
    }

    [Fact]
    public async Task An_answer_is_kept_for_seven_days_and_then_forgotten()
    {
        await Offer();
        await RedeemOnce("key", "body", "17");
        Database.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await Database.Get<CleanAnsweredRequests>().Run(Cancel));
        Assert.True(Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "body", "17")).Replayed);
        Database.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(Assert.IsType<OnceOutcome.Answered>(await RedeemOnce("key", "other", "17")).Replayed);
        Database.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, await Database.Get<CleanAnsweredRequests>().Run(Cancel));
    }

    [Fact]
    public async Task Rolling_back_with_a_key_gives_the_same_answer_again()
    {
        await Offer();
        var id = Assert.IsType<RedeemOutcome.Redeemed>(await Redeem(Code, "17")).Redemption.PublicId;
        var key = new OnceRequest(7, "POST /redemptions/{id}/rollback", "key", Hash("body"));
        async Task<OnceOutcome.Answered> Try() => Assert.IsType<OnceOutcome.Answered>(await Database.Get<RollBackRedemption>()
            .Run(id, "Cancelled", Shop, key, outcome => new GivenAnswer(200, outcome.GetType().Name), Cancel));
        Assert.Equal("RolledBack", (await Try()).Answer.Body);
        Assert.Equal((new GivenAnswer(200, "RolledBack"), true), ((await Try()).Answer, (await Try()).Replayed));
    }

    private static readonly Actor Shop = new(null, "Shop");

    private async Task<int> Offer(ReferralOffer? offer = null, params string[] codes)
    {
        var id = await (offer ?? new()).Approved(Database.Writes, Database.Now, Cancel);
        var key = await Database.Get<ParticipantKeys>().For(id, Cancel);
        await Database.Writes.Send(id, Database.Now, codes is [] ? [Code, "FREE"] : codes, free: 1, key.OfAddress, Cancel);
        return id;
    }

    /// <summary>Each with an Idempotency-Key of its own.</summary>
    private async Task<RedeemOutcome> Redeem(
        string typed, string order, Basket? basket = null, string? customer = null, DateTime? usedAt = null, int apiKey = 7)
    {
        RedeemOutcome? outcome = null;
        await Database.Get<RedeemCode>().Run(
            new RedeemRequest(typed, order, basket ?? new Basket(null, null, null), customer, usedAt, apiKey, "Shop"),
            new OnceRequest(apiKey, "POST /redemptions", $"own {Interlocked.Increment(ref lastKey)}", Hash("")),
            made =>
            {
                outcome = made;
                return new GivenAnswer(200, "");
            }, Cancel);
        return outcome!;
    }

    private async Task<Refusal> Refused(string typed, string order, Basket? basket = null, string? customer = null, int apiKey = 7) =>
        Assert.IsType<RedeemOutcome.Refused>(await Redeem(typed, order, basket, customer, apiKey: apiKey)).Refusal;

    private Task<OnceOutcome> RedeemOnce(string key, string body, string order, int apiKey = 7) => Database.Get<RedeemCode>().Run(
        new RedeemRequest(Code, order, new Basket(null, null, null), null, null, apiKey, "Shop"),
        new OnceRequest(apiKey, "POST /redemptions", key, Hash(body)),
        outcome => outcome is RedeemOutcome.Redeemed made ? new GivenAnswer(201, made.Redemption.PublicId) : new GivenAnswer(409, outcome.GetType().Name),
        Cancel);

    private Task<RollbackOutcome> RollBack(string id) => Database.Get<RollBackRedemption>().Run(id, " Payment failed ", Shop, Cancel);

    private Task<ValidateOutcome> Lock(string typed, string? key = null) =>
        Database.Get<LockCode>().Run(new ValidateRequest(typed, new Basket(null, null, key), false, null), CodeLock.Usual, Cancel);

    private Task<ValidateOutcome> Validate(string typed) =>
        Database.Get<ValidateCode>().Run(new ValidateRequest(typed, new Basket(null, null, null), false, null), Cancel);

    private async Task<int> Redemptions()
    {
        await using var db = Database.Read();
        return await db.Redemptions.CountAsync(Cancel);
    }

    private async Task<string> LiveRedemption()
    {
        await using var db = Database.Read();
        return await db.Redemptions.Where(r => r.RolledBackAt == null).Select(r => r.PublicId).SingleAsync(Cancel);
    }

    private static async Task<List<string>> Codes(IQueryable<PromoOffers.Domain.PromoCodes.PromoCode> codes) =>
        [.. (await codes.Select(c => c.Code).ToListAsync(Cancel)).Select(Encoding.ASCII.GetString).Order(StringComparer.Ordinal)];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

public sealed class RedeemCodeOnSqlite : RedeemCodeContract<SqliteTestDatabase>;

public sealed class RedeemCodeOnSqlServer : RedeemCodeContract<SqlServerTestDatabase>;

public sealed class RedeemCodeOnTheStandIn : RedeemCodeContract<StandInTestDatabase>;
