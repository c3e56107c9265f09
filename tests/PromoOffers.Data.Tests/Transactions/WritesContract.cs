using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Transactions;

/// <summary>What a write may rely on, whatever the database.</summary>
public abstract class WritesContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task What_an_operation_changes_is_there_when_it_answers()
    {
        var id = await Database.Writes.Run(async (db, cancel) =>
        {
            var program = db.Add(new Program("Spring", Database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            return program.Id;
        }, Cancel);
        await using var read = Database.Read();
        Assert.Equal("Spring", (await read.Programs.SingleAsync(program => program.Id == id, Cancel)).Name);
    }

    [Fact]
    public async Task An_operation_that_throws_leaves_nothing_behind()
    {
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Writes.Run<int>(async (db, cancel) =>
        {
            db.Add(new Program("Spring", Database.Now));
            await db.SaveChangesAsync(cancel);
            throw new InvalidOperationException("No.");
        }, Cancel));
        Assert.Equal("No.", thrown.Message);
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task An_operation_that_throws_takes_no_other_with_it()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                return await Database.Writes.Run((db, _) =>
                {
                    db.Add(new Program($"P{i:00}", Database.Now));
                    return i % 4 == 0 ? throw new InvalidOperationException("No.") : Task.FromResult(i);
                }, Cancel);
            }
            catch (InvalidOperationException)
            {
                return -1;
            }
        }));
        Assert.Equal(5, answers.Count(answer => answer == -1));
        Assert.Equal(answers.Where(answer => answer >= 0).Select(i => $"P{i:00}").Order(), await Names());
    }

    [Fact]
    public async Task An_operation_cancelled_before_it_began_is_not_run()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Add("Never", cancelled.Token));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Cancelling_one_operation_does_not_cancel_those_beside_it()
    {
        using var impatient = new CancellationTokenSource();
        var operations = Enumerable.Range(0, 20).Select(i => Add($"P{i:00}", i % 2 == 0 ? impatient.Token : Cancel)).ToList();
        await impatient.CancelAsync();
        await Task.WhenAll(operations.Where((_, i) => i % 2 == 1));
        try
        {
            await Task.WhenAll(operations);
        }
        catch (OperationCanceledException)
        {
        }
        // What was answered is there, what was cancelled is not: no third thing.
        Assert.Equal(operations.Select((operation, i) => (operation, i)).Where(o => o.operation.IsCompletedSuccessfully).Select(o => $"P{o.i:00}"), await Names());
    }

    [Fact]
    public async Task Operations_at_the_same_moment_do_not_lose_each_others_changes()
    {
        var id = await Add("0", Cancel);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Database.Writes.Run((db, cancel) =>
            db.Sequences.Where(sequence => sequence.Name == Data.Transactions.Sequence.CodeIds)
                .ExecuteUpdateAsync(set => set.SetProperty(sequence => sequence.Next, sequence => sequence.Next + 1), cancel), Cancel)));
        await using var read = Database.Read();
        Assert.Equal(31, (await read.Sequences.SingleAsync(Cancel)).Next);
        Assert.NotEqual(0, id);
    }

    [Fact]
    public async Task What_is_saved_on_a_context_of_ones_own_goes_the_same_way()
    {
        await using var db = Database.Get<PromoOffersDb>();
        var program = db.Add(new Program("Spring", Database.Now)).Entity;
        Assert.Equal(1, await db.SaveChangesAsync(Cancel));
        Assert.NotEqual(0, program.Id);
        program.Rename("Summer");
        await db.SaveChangesAsync(Cancel);
        Assert.Equal(["Summer"], await Names());
    }

    protected Task<int> Add(string name, CancellationToken cancel) => Database.Writes.Run(async (db, inner) =>
    {
        var program = db.Add(new Program(name, Database.Now)).Entity;
        await db.SaveChangesAsync(inner);
        return program.Id;
    }, cancel);

    protected async Task<List<string>> Names()
    {
        await using var read = Database.Read();
        return await read.Programs.OrderBy(program => program.Name).Select(program => program.Name).ToListAsync(Cancel);
    }
}
