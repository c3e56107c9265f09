using System.Text;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Offers;

/// <summary>The ledger of an offer: what its files recorded, beside what the rows say.</summary>
public abstract class ReadLedgerContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly string[] States = ["free", "free", "assigned", "redeemed", "redeemed", "void"];

    [Fact]
    public async Task The_ledger_counts_each_code_once_and_balances()
    {
        var offer = await Offer(recorded: 6);
        Assert.Equal(new Ledger(Uploaded: 6, Free: 2, Assigned: 1, Redeemed: 2, Void: 1), await Read(offer));
        Assert.True((await Read(offer)).Balances);
    }

    [Fact]
    public async Task A_code_that_got_lost_shows()
    {
        var ledger = await Read(await Offer(recorded: 7));
        Assert.False(ledger.Balances);
        Assert.Equal((7, 6), (ledger.Uploaded, ledger.Counted));
    }

    [Fact]
    public async Task An_offer_without_codes_balances() => Assert.True((await Read(404)).Balances);

    private async Task<Ledger> Read(int offer)
    {
        await using var db = Database.Read();
        return await new ReadLedger(db).Run(offer, Cancel);
    }

    private Task<int> Offer(long recorded) => Database.Writes.Run(async (db, cancel) =>
    {
        var program = db.Add(new Program("spring", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var offer = db.Add(new Offer(program.Id, "spring", "spring", OfferKind.Referral, new OfferTerms(), "Ann", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var file = new CodeFile(offer.Id, "file", "codes.txt", "Ann", Database.Now) { State = CodeFileState.Published, Codes = recorded, FirstCodeId = 1, LastCodeId = 10 };
        // Still being imported: counts for nothing on either side.
        var staging = new CodeFile(offer.Id, "other", "more.txt", "Ann", Database.Now) { State = CodeFileState.Staging, Codes = 1, FirstCodeId = 11, LastCodeId = 20 };
        db.AddRange(file, staging);
        await db.SaveChangesAsync(cancel);
        foreach (var (id, state) in States.Select((s, i) => (i + 1, s)))
        {
            var code = db.Add(new PromoCode(id, offer.Id, file.Id, id, Encoding.ASCII.GetBytes($"CODE-{id}")));
            if (state != "free") code.Property(c => c.AwardId).CurrentValue = id;
            if (state == "redeemed") code.Property(c => c.RedeemedAt).CurrentValue = Database.Now;
            if (state == "void") code.Property(c => c.VoidedAt).CurrentValue = Database.Now;
        }
        db.Add(new PromoCode(11, offer.Id, staging.Id, 1, Encoding.ASCII.GetBytes("CODE-11")));
        return offer.Id;
    }, Cancel);
}

public sealed class ReadLedgerOnSqlite : ReadLedgerContract<SqliteTestDatabase>;

public sealed class ReadLedgerOnSqlServer : ReadLedgerContract<SqlServerTestDatabase>;

public sealed class ReadLedgerOnTheStandIn : ReadLedgerContract<StandInTestDatabase>;
