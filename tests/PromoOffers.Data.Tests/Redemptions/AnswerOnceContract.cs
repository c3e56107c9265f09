using PromoOffers.Data.Redemptions;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>What is asked again by the same key is answered alike, and done once.</summary>
public abstract class AnswerOnceContract<TDatabase> : CheckoutContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
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
}

public sealed class AnswerOnceOnSqlite : AnswerOnceContract<SqliteTestDatabase>;

public sealed class AnswerOnceOnSqlServer : AnswerOnceContract<SqlServerTestDatabase>;

public sealed class AnswerOnceOnTheStandIn : AnswerOnceContract<StandInTestDatabase>;
