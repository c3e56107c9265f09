using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Transactions;

/// <summary>Beside the contract, what only a server does: it forgets to answer, and it makes somebody the victim of a deadlock.</summary>
public sealed class WritesOnTheStandIn : WritesContract<StandInTestDatabase>
{
    private const int Timeout = -2;
    private const int Deadlock = 1205;

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_done_twice()
    {
        var runs = 0;
        Database.Server.LoseAnswerOfNextCommit(Timeout);
        var answer = await Database.Writes.Run((db, _) =>
        {
            runs++;
            db.Add(new Program("Once", Database.Now));
            return Task.FromResult("answer");
        }, Cancel);
        Assert.Equal(("answer", 1), (answer, runs));
        Assert.Equal(["Once"], await Names());
    }

    [Fact]
    public async Task A_commit_that_failed_is_tried_again_on_a_fresh_context()
    {
        var contexts = new HashSet<PromoOffersDb>();
        Database.Server.FailNextCommit(Deadlock);
        await Database.Writes.Run((db, _) =>
        {
            contexts.Add(db);
            db.Add(new Program("Once", Database.Now));
            return Task.FromResult(0);
        }, Cancel);
        Assert.Equal(2, contexts.Count);
        Assert.Equal(["Once"], await Names());
    }

    [Fact]
    public async Task A_deadlock_in_the_middle_is_tried_again_from_the_start()
    {
        var runs = 0;
        Database.Server.FailNext("INSERT INTO [Programs]", Deadlock);
        await Database.Writes.Run((db, _) =>
        {
            runs++;
            db.Add(new Program("Once", Database.Now));
            return Task.FromResult(0);
        }, Cancel);
        Assert.Equal(2, runs);
        Assert.Equal(["Once"], await Names());
    }

    [Fact]
    public async Task A_context_of_ones_own_is_saved_once_though_the_answer_was_lost()
    {
        await using var db = Database.Get<PromoOffersDb>();
        db.Add(new Program("Once", Database.Now));
        Database.Server.LoseAnswerOfNextCommit(Timeout);
        await db.SaveChangesAsync(Cancel);
        Assert.Equal(["Once"], await Names());
        Assert.False(db.ChangeTracker.HasChanges());
    }

    [Theory]
    [InlineData(2601)]
    [InlineData(2627)]
    public async Task An_operation_that_somebody_else_came_before_looks_again(int number)
    {
        var runs = 0;
        Database.Server.FailNext("INSERT INTO [Programs]", number);
        await Database.Writes.Run((db, _) =>
        {
            runs++;
            db.Add(new Program("Once", Database.Now));
            return Task.FromResult(0);
        }, Cancel);
        Assert.Equal(2, runs);
        Assert.Equal(["Once"], await Names());
    }

    [Fact]
    public async Task What_is_no_passing_trouble_is_not_tried_again()
    {
        var runs = 0;
        Database.Server.FailNext("INSERT INTO [Programs]", 547);
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => Database.Writes.Run((db, _) =>
        {
            runs++;
            db.Add(new Program("Never", Database.Now));
            return Task.FromResult(0);
        }, Cancel));
        Assert.Equal(547, Assert.IsType<SqlException>(refused.InnerException).Number);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Each_operation_leaves_its_id_in_its_own_transaction()
    {
        await Add("Spring", Cancel);
        await using var read = Database.Read();
        Assert.Equal(1, await read.CommittedOperations.CountAsync(Cancel));
        Assert.All(Database.Server.Statements.Where(statement => statement.Text.Contains("INSERT", StringComparison.Ordinal)),
            statement => Assert.True(statement.InTransaction));
    }
}
