using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Draws;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Draws;

/// <summary>From the frozen list to the proposed winners: whom the order names, and who makes way.</summary>
public abstract class DrawingContract<TDatabase> : DrawContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task The_order_is_drawn_once_and_stays_what_it_is()
    {
        await Frozen(20);
        Assert.IsType<DrawOutcome.Drawn>(await Draw(3));
        var order = await Order();
        Assert.Equal(13, order.Count);
        Assert.Equal([Outcome.Won, Outcome.Won, Outcome.Won, Outcome.Alternate], order.Take(4).Select(w => w.Outcome));
        Assert.Equal(new DrawOutcome.NotNow(DrawingState.Drawn), await Draw(5));
        Assert.IsType<DrawOutcome.Drawn>(await Choose(15));
        Assert.Equal(order.Select(w => w.EntryId), (await Order()).Take(13).Select(w => w.EntryId));
        Assert.Equal(15, (await Order()).Count(w => w.Outcome == Outcome.Won));
        Assert.IsType<DrawOutcome.NotFound>(await Choose(1, number: 9));
        Assert.IsType<DrawOutcome.NotFound>(await Draw(1, number: 9));
    }

    [Fact]
    public async Task What_is_not_frozen_is_not_drawn()
    {
        await Offer.Approved();
        Assert.Equal(new DrawOutcome.NotNow(DrawingState.Scheduled), await Draw(1));
        await Offer.Freeze();
        Assert.Equal(new DrawOutcome.NotNow(DrawingState.Empty), await Draw(1));
    }

    [Fact]
    public async Task A_public_value_is_wanted_where_the_rules_name_one_and_there_alone()
    {
        await Frozen(3, t => t with { Sweepstakes = t.Sweepstakes! with { PublicValueSource = "drand, round 4242424" } });
        Assert.Equal(new DrawOutcome.WrongPublicValue(true), await Draw(1));
        Assert.IsType<DrawOutcome.Drawn>(await Draw(1, publicValue: " 8f14e45f "));
        await using var db = Database.Read();
        Assert.Equal("8f14e45f", (await db.Drawings.SingleAsync(Cancel)).PublicValue);
    }

    [Fact]
    public async Task A_public_value_that_no_rules_name_is_refused()
    {
        await Frozen(3);
        Assert.Equal(new DrawOutcome.WrongPublicValue(false), await Draw(1, publicValue: "8f14e45f"));
    }

    [Fact]
    public async Task From_entries_that_were_changed_after_the_freeze_nobody_is_drawn()
    {
        await Frozen(3);
        await Database.Writes.Run((db, cancel) => db.Entries.Take(1).ExecuteUpdateAsync(set => set.SetProperty(e => e.Weight, 7), cancel), Cancel);
        Assert.IsType<DrawOutcome.ListChanged>(await Draw(1));
    }

    [Fact]
    public async Task Who_is_disqualified_makes_way_on_record_and_who_is_reinstated_stands_where_they_were()
    {
        await Frozen(5);
        await Draw(2);
        Assert.IsType<JudgeOutcome.Done>(await Out(1, DisqualificationCategory.WorksForTheOrganiser, "A cousin"));
        Assert.IsType<JudgeOutcome.NotNow>(await Out(1));
        Assert.IsType<JudgeOutcome.NotFound>(await Out(99));
        Assert.Equal([Outcome.Disqualified, Outcome.Won, Outcome.Won, Outcome.Alternate, Outcome.Alternate], (await Order()).Select(w => w.Outcome));
        Assert.IsType<JudgeOutcome.Done>(await In(1));
        Assert.IsType<JudgeOutcome.NotNow>(await In(1));
        Assert.IsType<JudgeOutcome.NotFound>(await In(99));
        Assert.Equal([Outcome.Won, Outcome.Won], (await Order()).Take(2).Select(w => w.Outcome));
        await using var db = Database.Read();
        Assert.Equal([RecordAct.Disqualified, RecordAct.Reinstated], await db.DrawingRecords.OrderBy(r => r.Id).Select(r => r.Act).ToListAsync(Cancel));
        Assert.Equal("A cousin", await db.DrawingRecords.OrderBy(r => r.Id).Select(r => r.Note).FirstAsync(Cancel));
    }

    [Fact]
    public async Task Where_the_alternates_are_used_up_more_of_the_order_is_drawn()
    {
        await Frozen(30);
        await Draw(1);
        for (var rank = 1; rank <= 12; rank++) Assert.IsType<JudgeOutcome.Done>(await Out(rank));
        var order = await Order();
        Assert.Equal(Outcome.Won, order[12].Outcome);
        Assert.Equal(order.Count, order.Select(w => w.EntryId).Distinct().Count());
        Assert.Contains(order, w => w.Outcome == Outcome.Alternate);
    }
}

public sealed class DrawingOnSqlite : DrawingContract<SqliteTestDatabase>;

public sealed class DrawingOnSqlServer : DrawingContract<SqlServerTestDatabase>;

public sealed class DrawingOnTheStandIn : DrawingContract<StandInTestDatabase>;
