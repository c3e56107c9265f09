using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>A redemption is taken back once, and its code is free again.</summary>
public abstract class RollBackRedemptionContract<TDatabase> : CheckoutContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
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
}

public sealed class RollBackRedemptionOnSqlite : RollBackRedemptionContract<SqliteTestDatabase>;

public sealed class RollBackRedemptionOnSqlServer : RollBackRedemptionContract<SqlServerTestDatabase>;

public sealed class RollBackRedemptionOnTheStandIn : RollBackRedemptionContract<StandInTestDatabase>;
