using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>Uses of codes that are told as a list, and how all of them are read again.</summary>
public abstract class RedemptionListsContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly Actor Ann = new(null, "Ann");

    protected override void Add(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    [Fact]
    public async Task Each_line_has_its_fate_and_the_same_list_again_changes_nothing()
    {
        var offer = await Offer("ONE", "TWO", "FREE");
        UsedCode[] list = [Used(2, "ONE", "17"), Used(3, " TWO ", "18"), Used(4, "TWO", "19"), Used(5, "ONE", "17"), Used(6, "FREE", "20"), Used(7, "NONE", "21")];
        Assert.Equal(
            [UsedCodeFate.Recorded, UsedCodeFate.Recorded, UsedCodeFate.Conflict, UsedCodeFate.KnownBefore, UsedCodeFate.Unknown, UsedCodeFate.Unknown],
            await Record(list));
        var again = await Record(list);
        Assert.DoesNotContain(UsedCodeFate.Recorded, again);
        Assert.Equal(new RedemptionCounts(Redeemed: 2, RolledBack: 0, Conflicts: 1), await Read(list => list.Counts(offer, Cancel)));
        await using var db = Database.Read();
        var row = await db.Redemptions.OrderBy(r => r.Id).FirstAsync(Cancel);
        Assert.Equal(("17", 4_200L, "CAD", Database.Now.AddDays(-1), "Ann", null), (row.OrderId, row.Amount, row.Currency, row.RedeemedAt, row.RecordedBy, row.ApiKeyId));
        Assert.Equal("3", (await db.AuditEntries.SingleAsync(e => e.Action == "redemption.uploaded", Cancel)).Details["count"]);
    }

    [Fact]
    public async Task What_the_shop_has_asked_for_at_checkout_is_known_when_its_list_tells_the_same_order()
    {
        await Offer("ONE", "FREE");
        await Database.Get<RedeemCode>().Run(
            new RedeemRequest("ONE", "17", new Basket(null, null, null), null, null, 7, "Shop"), new OnceRequest(7, "POST /redemptions", "key", [1]), _ => new GivenAnswer(201, "{}"), Cancel);
        Assert.Equal([UsedCodeFate.KnownBefore], await Record(Used(2, "ONE", "17")));
    }

    [Fact]
    public async Task The_last_recorded_comes_first_and_a_page_goes_on_where_the_other_ended()
    {
        var offer = await Offer("ONE", "TWO", "THREE", "FREE");
        await Record(Used(2, "ONE", "17"), Used(3, "TWO", "18"), Used(4, "THREE", "19"), Used(5, "TWO", "20"));
        var page = await Read(list => list.Run(new RedemptionQuery(offer) { Size = 1 }, Cancel));
        Assert.Equal(["19", "18"], page.Select(r => r.Redemption.OrderId));
        Assert.Equal(["20"], page[1].Conflicts.Select(c => c.OrderId));
        Assert.Equal("winner3@example.com", page[0].Owner.Email);
        var next = await Read(list => list.Run(new RedemptionQuery(null) { Size = 1, Before = page[0].Redemption.Id }, Cancel));
        Assert.Equal(["18", "17"], next.Select(r => r.Redemption.OrderId));
        Assert.Equal(3, await Read(async list => await list.All(new RedemptionQuery(null), Cancel).CountAsync(Cancel)));
    }

    [Fact]
    public async Task What_was_rolled_back_and_what_is_in_conflict_can_be_listed_alone()
    {
        var offer = await Offer("ONE", "TWO", "FREE");
        await Record(Used(2, "ONE", "17"), Used(3, "TWO", "18"), Used(4, "TWO", "19"));
        var first = (await Read(list => list.Run(new RedemptionQuery(offer), Cancel)))[1].Redemption;
        await Database.Get<RollBackRedemption>().Run(first.PublicId, "Payment failed", Ann, Cancel);
        Assert.Equal(["17"], await Orders(new RedemptionQuery(offer) { Filter = RedemptionFilter.RolledBack }));
        Assert.Equal(["18"], await Orders(new RedemptionQuery(offer) { Filter = RedemptionFilter.Redeemed }));
        Assert.Equal(new RedemptionCounts(Redeemed: 1, RolledBack: 1, Conflicts: 1), await Read(list => list.Counts(null, Cancel)));
        var conflict = Assert.Single(await Read(list => list.Conflicts(new RedemptionQuery(offer) { Search = "1" }, Cancel)));
        Assert.Equal(("19", "18"), (conflict.Conflict.OrderId, conflict.LiveOrderId));
        Assert.Equal("Payment failed", (await Read(list => list.Find(first.PublicId, Cancel)))!.Redemption.RollbackReason);
        Assert.Equal(1, await Read(async list => await list.AllConflicts(new RedemptionQuery(null), Cancel).CountAsync(Cancel)));
    }

    [Fact]
    public async Task Orders_are_found_by_their_beginning_and_codes_only_where_codes_may_be_seen()
    {
        await Offer("ONE", "TWO", "FREE");
        await Record(Used(2, "ONE", "NL-17"), Used(3, "TWO", "NL-18"));
        Assert.Equal(["NL-18", "NL-17"], await Orders(new RedemptionQuery(null) { Search = "NL-1" }));
        Assert.Empty(await Orders(new RedemptionQuery(null) { Search = "TWO" }));
        Assert.Equal(["NL-18"], await Orders(new RedemptionQuery(null) { Search = " TWO ", ByCode = true }));
        Assert.Empty(await Read(list => list.Conflicts(new RedemptionQuery(null) { Search = "TWO", ByCode = true }, Cancel)));
        await Database.Get<NoteRedemptions>().Run("redemption.viewed", null, 2, Ann, Cancel);
        await using var db = Database.Read();
        Assert.Equal("2", (await db.AuditEntries.SingleAsync(e => e.Action == "redemption.viewed", Cancel)).Details["count"]);
    }

    [Fact]
    public async Task A_list_is_kept_with_its_report()
    {
        var lines = new UsedCodeLine[] { new(3, "TWO", "19", null, UsedCodeFate.Conflict), new(4, "", "20", UsedCodeProblem.NoCode, null) };
        var report = new UsedCodesReport(new Dictionary<UsedCodeFate, int> { [UsedCodeFate.Recorded] = 2, [UsedCodeFate.Conflict] = 1 }, 1, lines);
        var id = await Database.Get<KeepUsedCodesList>().Run("used.csv", report, Ann, Cancel);
        await using var db = Database.Read();
        var kept = await db.UsedCodesLists.AsNoTracking().SingleAsync(l => l.PublicId == id, Cancel);
        Assert.Equal(("used.csv", "Ann", Database.Now, 2), (kept.File, kept.UploadedBy, kept.UploadedAt, kept.Report.ToLookAt));
        Assert.Equal(lines, kept.Report.Shown);
        Assert.Equal(report.Fates, kept.Report.Fates);
    }

    private UsedCode Used(int line, string code, string order) => new(line, code, order, Database.Now.AddDays(-1), 4_200, "CAD");

    private async Task<int> Offer(params string[] codes)
    {
        var id = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var key = await Database.Get<ParticipantKeys>().For(id, Cancel);
        await Database.Writes.Send(id, Database.Now, codes, free: 1, key.OfAddress, Cancel);
        return id;
    }

    private async Task<IEnumerable<UsedCodeFate>> Record(params UsedCode[] list) =>
        (await Database.Get<RecordUsedCodes>().Run(list, "used.csv", Ann, Cancel)).Select(told => told.Fate);

    private async Task<T> Read<T>(Func<ListRedemptions, Task<T>> look)
    {
        await using var db = Database.Read();
        return await look(new ListRedemptions(db));
    }

    private Task<IEnumerable<string>> Orders(RedemptionQuery query) =>
        Read(async list => (await list.Run(query, Cancel)).Select(r => r.Redemption.OrderId));
}

public sealed class RedemptionListsOnSqlite : RedemptionListsContract<SqliteTestDatabase>;

public sealed class RedemptionListsOnSqlServer : RedemptionListsContract<SqlServerTestDatabase>;

public sealed class RedemptionListsOnTheStandIn : RedemptionListsContract<StandInTestDatabase>;
