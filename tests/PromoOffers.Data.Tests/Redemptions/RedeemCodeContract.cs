using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>Which code is taken, when, for whom; and that none is taken twice.</summary>
public abstract class RedeemCodeContract<TDatabase> : CheckoutContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
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
}

public sealed class RedeemCodeOnSqlite : RedeemCodeContract<SqliteTestDatabase>;

public sealed class RedeemCodeOnSqlServer : RedeemCodeContract<SqlServerTestDatabase>;

public sealed class RedeemCodeOnTheStandIn : RedeemCodeContract<StandInTestDatabase>;
