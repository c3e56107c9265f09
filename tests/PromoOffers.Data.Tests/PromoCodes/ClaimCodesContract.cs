using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>One free code for an award, and no code twice: the statement that everything else rests on.</summary>
public abstract class ClaimCodesContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private long nextCode = 1;

    [Fact]
    public async Task The_file_published_first_is_given_out_first()
    {
        var offer = await Offer("spring");
        var later = await File(offer, CodeFileState.Published, Database.Now.AddHours(1), codes: 2);
        var first = await File(offer, CodeFileState.Published, Database.Now, codes: 1);
        Assert.Equal(first[0], await Claim(offer, award: 1));
        Assert.Equal(later[0], await Claim(offer, award: 2));
        Assert.Equal(later[1], await Claim(offer, award: 3));
    }

    [Fact]
    public async Task Where_none_is_free_none_is_given()
    {
        var offer = await Offer("spring");
        await File(offer, CodeFileState.Published, Database.Now, codes: 1);
        Assert.NotNull(await Claim(offer, award: 1));
        Assert.Null(await Claim(offer, award: 2));
    }

    [Theory]
    [InlineData(CodeFileState.Staging)]
    [InlineData(CodeFileState.HeldBack)]
    [InlineData(CodeFileState.Removing)]
    public async Task Only_a_published_file_is_given_out(CodeFileState state)
    {
        var offer = await Offer("spring");
        await File(offer, state, Database.Now, codes: 3);
        Assert.Null(await Claim(offer, award: 1));
    }

    [Fact]
    public async Task An_offer_gives_out_its_own_codes()
    {
        var other = await Offer("autumn");
        await File(other, CodeFileState.Published, Database.Now, codes: 3);
        Assert.Null(await Claim(await Offer("spring"), award: 1));
    }

    [Fact]
    public async Task Awards_at_the_same_moment_get_different_codes()
    {
        var offer = await Offer("spring");
        var codes = await File(offer, CodeFileState.Published, Database.Now, codes: 30);
        var claimed = await Task.WhenAll(Enumerable.Range(1, 40).Select(award => Claim(offer, award)));
        Assert.Equal(codes.Select(code => (long?)code), claimed.Where(code => code is not null).Order());
        Assert.Equal(10, claimed.Count(code => code is null));
    }

    [Fact]
    public async Task A_claimed_code_is_counted_and_carries_its_award()
    {
        var offer = await Offer("spring");
        await File(offer, CodeFileState.Published, Database.Now, codes: 5);
        var code = await Claim(offer, award: 7);
        await using var db = Database.Read();
        var row = await db.PromoCodes.SingleAsync(promoCode => promoCode.Id == code, Cancel);
        Assert.Equal((7L, Database.Now), (row.AwardId, row.AssignedAt));
        Assert.Equal(4, await db.CodeFiles.Where(file => file.OfferId == offer).Select(file => file.Free).SingleAsync(Cancel));
        Assert.Equal(4, await db.OfferCounts.Where(counts => counts.OfferId == offer).Select(counts => counts.CodesFree).SingleAsync(Cancel));
    }

    [Fact]
    public async Task An_award_has_one_code_that_is_not_void()
    {
        var offer = await Offer("spring");
        await File(offer, CodeFileState.Published, Database.Now, codes: 5);
        await Claim(offer, award: 7);
        await Assert.ThrowsAnyAsync<Exception>(() => Claim(offer, award: 7));
        await using var db = Database.Read();
        Assert.Equal(1, await db.PromoCodes.CountAsync(code => code.AwardId == 7, Cancel));
        Assert.Equal(4, await db.CodeFiles.Select(file => file.Free).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Many_awards_get_theirs_in_the_order_of_the_files_as_far_as_there_are()
    {
        var offer = await Offer("spring");
        var later = await File(offer, CodeFileState.Published, Database.Now.AddHours(1), codes: 3);
        var first = await File(offer, CodeFileState.Published, Database.Now, codes: 2);
        await Claim(offer, award: 100);
        Assert.Equal([first[1], later[0]], await ClaimMany(offer, 7, 8));
        Assert.Equal([later[1], later[2]], await ClaimMany(offer, 9, 10, 11));
        Assert.Empty(await ClaimMany(offer, 11, 12));
        await using var db = Database.Read();
        var given = await db.PromoCodes.Where(c => c.AwardId != null).OrderBy(c => c.AwardId).Select(c => new { c.Id, c.AwardId, c.AssignedAt }).ToListAsync(Cancel);
        Assert.Equal([(first[1], 7L), (later[0], 8L), (later[1], 9L), (later[2], 10L), (first[0], 100L)], given.Select(c => (c.Id, c.AwardId!.Value)));
        Assert.All(given, c => Assert.Equal(Database.Now, c.AssignedAt));
        Assert.Equal(0, await db.CodeFiles.Where(f => f.OfferId == offer).SumAsync(f => f.Free, Cancel));
        Assert.Equal(0, await db.OfferCounts.Where(c => c.OfferId == offer).Select(c => c.CodesFree).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Many_at_the_same_moment_get_different_codes()
    {
        var offer = await Offer("spring");
        var codes = await File(offer, CodeFileState.Published, Database.Now, codes: 30);
        var claimed = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => ClaimMany(offer, [.. Enumerable.Range(i * 10, 5).Select(a => (long)a)])));
        Assert.Equal(codes, claimed.SelectMany(c => c).Order());
    }

    private Task<IReadOnlyList<long>> ClaimMany(int offer, params long[] awards) =>
        Database.Writes.Run((db, cancel) => Database.Get<IClaimCodes>().ClaimMany(db, offer, awards, Database.Now, cancel), Cancel);

    private Task<long?> Claim(int offer, long award) => Database.Writes.Run(
        (db, cancel) => Database.Get<IClaimCodes>().Claim(db, offer, award, Database.Now, cancel), Cancel);

    private Task<int> Offer(string slug) => Database.Writes.Run(async (db, cancel) =>
    {
        var program = db.Add(new Program(slug, Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var offer = db.Add(new Offer(program.Id, slug, slug, OfferKind.Referral, new OfferTerms(), "Ann", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        db.Add(new OfferCounts(offer.Id));
        return offer.Id;
    }, Cancel);

    private Task<List<long>> File(int offer, CodeFileState state, DateTime published, int codes) => Database.Writes.Run(async (db, cancel) =>
    {
        var first = nextCode;
        nextCode += codes + 3; // A file's range may have holes.
        var file = db.Add(new CodeFile(offer, $"file-{first}", "codes.txt", "Ann", Database.Now)
        {
            State = state,
            PublishedAt = published,
            Codes = codes,
            Free = codes,
            FirstCodeId = first,
            LastCodeId = first + codes - 1,
        }).Entity;
        await db.SaveChangesAsync(cancel);
        var ids = Enumerable.Range(0, codes).Select(i => first + i).ToList();
        db.AddRange(ids.Select((id, line) => new PromoCode(id, offer, file.Id, line + 1, Encoding.ASCII.GetBytes($"CODE-{id}"))));
        var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == offer, cancel);
        counts.CodesFree += codes;
        return ids;
    }, Cancel);
}

public sealed class ClaimCodesOnSqlite : ClaimCodesContract<SqliteTestDatabase>;

public sealed class ClaimCodesOnSqlServer : ClaimCodesContract<SqlServerTestDatabase>;

public sealed class ClaimCodesOnTheStandIn : ClaimCodesContract<StandInTestDatabase>;
