using PromoOffers.Data.Redemptions;
using PromoOffers.Domain;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>A code that a checkout holds for a while, or only looks at.</summary>
public abstract class LockCodeContract<TDatabase> : CheckoutContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
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
}

public sealed class LockCodeOnSqlite : LockCodeContract<SqliteTestDatabase>;

public sealed class LockCodeOnSqlServer : LockCodeContract<SqlServerTestDatabase>;

public sealed class LockCodeOnTheStandIn : LockCodeContract<StandInTestDatabase>;
