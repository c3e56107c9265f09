using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Transactions;

/// <summary>In the lane rows are saved by statements prepared before; what comes of it is what EF would have made of it.</summary>
public sealed class PreparedSavesTests : ContractTests<SqliteTestDatabase>
{
    [Fact]
    public async Task What_is_saved_is_read_back_as_it_was()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var saved = new Participant(offer, "ann@example.com", [1, 2, 255], "fr", Database.Now)
        {
            FirstName = "Éléonore",
            Fields = new Dictionary<string, string> { ["city"] = "Montréal" },
            ConsentedAt = Database.Now.AddDays(1),
            Prize = PrizeState.AwaitingCode,
        };
        await Database.Writes.Run((db, _) => Task.FromResult(db.Add(saved)), Cancel);
        await using var read = Database.Read();
        var found = await read.Participants.SingleAsync(Cancel);
        Assert.Equal(saved.Id, found.Id);
        Assert.Equal((saved.EntryId, saved.Email, "Éléonore", "Montréal"), (found.EntryId, found.Email, found.FirstName, found.Fields["city"]));
        Assert.Equal((saved.JoinedAt, saved.ConsentedAt, (DateTime?)null), (found.JoinedAt, found.ConsentedAt, found.ConfirmedAt));
        Assert.Equal(saved.EmailHash, found.EmailHash);
        Assert.Equal(PrizeState.AwaitingCode, found.Prize);
    }

    [Fact]
    public async Task Only_what_was_changed_is_written()
    {
        var program = await Add("Spring");
        await Database.Writes.Run(async (db, cancel) =>
        {
            var one = await db.Programs.SingleAsync(cancel);
            await db.Programs.ExecuteUpdateAsync(set => set.SetProperty(p => p.PublicId, "changed-meanwhile"), cancel);
            one.Rename("Autumn");
            return 0;
        }, Cancel);
        await using var read = Database.Read();
        Assert.Equal((program.Id, "Autumn", "changed-meanwhile"), await read.Programs.Select(p => ValueTuple.Create(p.Id, p.Name, p.PublicId)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task New_rows_that_refer_to_each_other_are_saved_in_one_go()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        await Database.Writes.Run((db, _) =>
        {
            var ann = new Participant(offer, "ann@example.com", [1], "en", Database.Now);
            db.Add(new ParticipantWord(offer, "ann", ann));
            return Task.FromResult(db.Add(new ParticipantWord(offer, "example.com", ann)));
        }, Cancel);
        await using var read = Database.Read();
        var ann = await read.Participants.SingleAsync(Cancel);
        Assert.Equal([ann.Id, ann.Id], await read.ParticipantWords.Select(w => w.ParticipantId).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_row_that_is_gone_when_it_is_to_be_changed_is_a_conflict()
    {
        await Add("Spring");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Database.Writes.Run(async (db, cancel) =>
        {
            var one = await db.Programs.SingleAsync(cancel);
            await db.Programs.ExecuteDeleteAsync(cancel);
            one.Rename("Autumn");
            return 0;
        }, Cancel));
        await using var read = Database.Read();
        Assert.Equal("Spring", await read.Programs.Select(p => p.Name).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_row_that_is_there_twice_is_refused_as_by_EF()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => Database.Writes.Run((db, _) =>
        {
            db.Add(new Participant(offer, "ann@example.com", [1], "en", Database.Now));
            return Task.FromResult(db.Add(new Participant(offer, "ann@example.com", [1], "en", Database.Now)));
        }, Cancel));
        Assert.Equal(19, Assert.IsType<SqliteException>(refused.InnerException).SqliteErrorCode); // SQLITE_CONSTRAINT
        await using var read = Database.Read();
        Assert.Equal(0, await read.Participants.CountAsync(Cancel));
    }

    private async Task<Program> Add(string name)
    {
        var program = new Program(name, Database.Now);
        await Database.Writes.Run((db, _) => Task.FromResult(db.Add(program)), Cancel);
        return program;
    }
}
