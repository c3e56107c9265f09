using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Participants;

/// <summary>The staff's view of who signed up: everybody once, whatever the order, and found by the beginning of a word.</summary>
public abstract class ListParticipantsContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly Actor Ann = new(null, "Ann");

#pragma warning disable CA1000 // xunit wants the data of a theory static and public.
    public static TheoryData<ParticipantSort, bool> Orders { get; } =
        new(from sort in Enum.GetValues<ParticipantSort>() from up in (bool[])[true, false] select (sort, up));
#pragma warning restore CA1000

    [Theory, MemberData(nameof(Orders))]
    public async Task Paging_visits_everybody_once_and_comes_back_the_same_way(ParticipantSort sort, bool ascending)
    {
        var offer = await Offer();
        for (var i = 0; i < 23; i++)
        {
            var n = i;
            // Many are alike in what is sorted by, so that the id has to decide.
            await Join(offer, $"Name {n % 4}", "", $"p{n}@example.com", p => (p.Progress, p.CodesSent) = (n % 3, n % 2), Database.Now.AddMinutes(n % 5));
        }
        var query = new ParticipantQuery(offer) { Sort = sort, Ascending = ascending, Size = 5 };
        var there = await Walk(query, page => page.Next);
        Assert.Equal(23, there.SelectMany(p => p.Rows).Select(r => r.Id).Distinct().Count());
        Assert.Equal([5, 5, 5, 5, 3], there.Select(p => p.Rows.Count));
        Assert.Equal(1, there.Count(p => p.Previous is null));

        var back = await Walk(query with { Edge = there[^1].Previous }, page => page.Previous);
        Assert.Equal(Ids(there.SkipLast(1).Reverse()), Ids(back));
    }

    [Theory]
    [InlineData("AMEL", "Amélie")]
    [InlineData("fourn amé", "Amélie")]
    [InlineData("wei@exa", "Wei")]
    [InlineData("zhang", "Wei")]
    [InlineData("example.org", "Wei")]
    [InlineData("melie", null)]
    [InlineData("amelie zhang", null)]
    public async Task A_search_finds_the_beginning_of_folded_words(string typed, string? found)
    {
        var offer = await Offer();
        await Join(offer, "Amélie", "Fournier", "amelie@example.com");
        await Join(offer, "Wei", "Zhang", "wei@example.org");
        await Join(await Offer("autumn"), "Amélie", "Fournier", "amelie@example.com");
        var page = await List(new ParticipantQuery(offer) { Search = typed });
        Assert.Equal(found is null ? [] : [found], page.Rows.Select(r => r.FirstName));
    }

    [Fact]
    public async Task Who_referred_whom_is_shown_both_ways()
    {
        var offer = await Offer();
        var ann = await Join(offer, "Ann", "", "ann@example.com");
        await Join(offer, "Ben", "", "ben@example.com", p => p.ReferredById = ann);
        var rows = (await List(new ParticipantQuery(offer) { Sort = ParticipantSort.Name, Ascending = true })).Rows;
        Assert.Equal([("Ann", null, 1), ("Ben", "Ann", 0)], rows.Select(r => (r.FirstName, r.Referrer?.FirstName, r.Friends)));
        Assert.Equal("Ben", Assert.Single((await List(new ParticipantQuery(offer) { ReferredById = ann })).Rows).FirstName);
    }

    [Fact]
    public async Task A_filter_leaves_those_it_names()
    {
        var offer = await Offer();
        await Join(offer, "Waiting", "", "w@example.com", p => p.Prize = PrizeState.AwaitingCode);
        await Join(offer, "Redeemed", "", "r@example.com", p => (p.Prize, p.CodesSent, p.GoalMetAt) = (PrizeState.Redeemed, 1, Database.Now));
        Assert.Equal("Waiting", Assert.Single((await List(new ParticipantQuery(offer) { Filter = ParticipantFilter.Awaiting })).Rows).FirstName);
        foreach (var filter in (ParticipantFilter[])[ParticipantFilter.Redeemed, ParticipantFilter.CodeSent, ParticipantFilter.GoalMet])
            Assert.Equal("Redeemed", Assert.Single((await List(new ParticipantQuery(offer) { Filter = filter })).Rows).FirstName);
    }

    [Fact]
    public async Task A_code_is_searched_by_only_where_that_is_allowed()
    {
        var offer = await Offer();
        await Given(offer, await Join(offer, "Ann", "", "ann@example.com"), "NL20-7KQX ");
        await Join(offer, "Ben", "", "ben@example.com");
        Assert.Equal("Ann", Assert.Single((await List(new ParticipantQuery(offer) { Search = "NL20-7KQX ", ByCode = true })).Rows).FirstName);
        Assert.Empty((await List(new ParticipantQuery(offer) { Search = "NL20-7KQX " })).Rows);
    }

    [Fact]
    public async Task Opening_the_codes_of_a_participant_is_one_audit_entry()
    {
        var offer = await Offer();
        var ann = await Join(offer, "Ann", "", "ann@example.com");
        await Given(offer, ann, "NL20-7KQX ");
        await using var db = Database.Read();
        var entryId = await db.Participants.Select(p => p.EntryId).SingleAsync(Cancel);
        var opened = await Database.Get<ViewCodes>().Run(offer, entryId, Ann, Cancel);
        Assert.Equal("NL20-7KQX ", Assert.Single(opened!.Codes).Code);
        var entry = await db.AuditEntries.SingleAsync(Cancel);
        Assert.Equal((ViewCodes.Action, (int?)offer, (long?)ann), (entry.Action, entry.OfferId, entry.ParticipantId));
        Assert.Empty(entry.Details);
        Assert.Null(await Database.Get<ViewCodes>().Run(offer, "nobody", Ann, Cancel));
        Assert.Equal(1, await db.AuditEntries.CountAsync(Cancel));
    }

    private static IEnumerable<long> Ids(IEnumerable<ParticipantPage> pages) => pages.SelectMany(p => p.Rows.Select(r => r.Id));

    private async Task<List<ParticipantPage>> Walk(ParticipantQuery query, Func<ParticipantPage, PageEdge?> on)
    {
        var pages = new List<ParticipantPage>();
        for (var edge = query.Edge; pages.Count < 10;)
        {
            pages.Add(await List(query with { Edge = edge }));
            // As the address of the next page carries it.
            edge = PageEdge.From(on(pages[^1])?.ToString());
            if (edge is null) break;
        }
        return pages;
    }

    private async Task<ParticipantPage> List(ParticipantQuery query)
    {
        await using var db = Database.Read();
        return await new ListParticipants(db).Run(query, Cancel);
    }

    [Fact]
    public async Task An_offer_is_found_by_its_public_id_alone()
    {
        var offer = await Offer();
        await using var db = Database.Read();
        var publicId = await db.Offers.Where(o => o.Id == offer).Select(o => o.PublicId).SingleAsync(Cancel);
        Assert.NotNull(await new ReadOffer(db).Run(publicId, Cancel));
        Assert.Null(await new ReadOffer(db).Run("nobody", Cancel));
    }

    private Task<int> Offer(string slug = "spring") => Database.Writes.Run(async (db, cancel) =>
    {
        var program = db.Add(new Program(slug, Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var offer = db.Add(new Offer(program.Id, slug, slug, OfferKind.Referral, new OfferTerms(), "Ann", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        return offer.Id;
    }, Cancel);

    private Task<long> Join(int offer, string first, string last, string email, Action<Participant>? also = null, DateTime? at = null) =>
        Database.Writes.Run(async (db, cancel) =>
        {
            var participant = new Participant(offer, email, System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(email)), "en", at ?? Database.Now)
            {
                FirstName = first,
                LastName = last,
                SortName = Folded.SortName(first, last, email),
            };
            also?.Invoke(participant);
            db.Add(participant);
            db.AddRange(Folded.Words(first, last, email).Select(w => new ParticipantWord(offer, w, participant)));
            await db.SaveChangesAsync(cancel);
            return participant.Id;
        }, Cancel);

    private Task<bool> Given(int offer, long participant, string code) => Database.Writes.Run(async (db, cancel) =>
    {
        var award = db.Add(new Award(offer, participant, 1, Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var row = db.Add(new PromoCode(1, offer, 1, 1, Encoding.ASCII.GetBytes(code)));
        row.Property(c => c.AwardId).CurrentValue = award.Id;
        row.Property(c => c.AssignedAt).CurrentValue = Database.Now;
        return true;
    }, Cancel);
}

public sealed class ListParticipantsOnSqlite : ListParticipantsContract<SqliteTestDatabase>;

public sealed class ListParticipantsOnSqlServer : ListParticipantsContract<SqlServerTestDatabase>;

public sealed class ListParticipantsOnTheStandIn : ListParticipantsContract<StandInTestDatabase>;
