using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>What somebody decides about a file that is there: kept, discarded, removed; or nobody does.</summary>
public abstract class CodeFileFatesContract<TDatabase> : CodeFilesContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task A_file_that_was_held_back_is_kept_once()
    {
        var offer = await Offer();
        var held = await Upload(offer, "A1 \nB2\n");

        Assert.True(await Database.Get<KeepCodeFile>().Run(held.FileId, Claire, Cancel));
        Assert.False(await Database.Get<KeepCodeFile>().Run(held.FileId, Claire, Cancel));
        Assert.False(await Database.Get<DiscardCodeFile>().Run(held.FileId, Claire, Cancel));

        var file = await File(held.FileId);
        Assert.Equal((CodeFileState.Published, 2L, 2L), (file.State, file.Codes, file.Free));
        Assert.Equal((2L, 2L), await Counts(offer));
        Assert.Equal(["Claire Dubois codes.held-back codes.txt 2", "Claire Dubois codes.kept codes.txt 2"], await Audit());
    }

    [Fact]
    public async Task A_file_that_was_discarded_leaves_its_record_and_frees_its_codes()
    {
        var offer = await Offer();
        var held = await Upload(offer, "A1 \nB2\n");

        Assert.True(await Database.Get<DiscardCodeFile>().Run(held.FileId, Claire, Cancel));
        await Clean();

        Assert.Empty(await Codes());
        var file = await File(held.FileId);
        Assert.Equal(CodeFileState.Discarded, file.State);
        Assert.Null(file.Report);
        Assert.IsType<ImportedFile.Published>(await Upload(offer, "B2\n"));
    }

    [Fact]
    public async Task Codes_of_a_file_held_back_are_reserved_for_seven_days()
    {
        var (spring, autumn) = (await Offer("spring"), await Offer("autumn"));
        await Upload(spring, "A1 \nB2\n");
        Assert.IsType<ImportedFile.HeldBack>(await Upload(autumn, "B2\nC3\n"));

        Database.Time.Advance(CodeFile.HeldBackFor - TimeSpan.FromMinutes(1));
        await Clean();
        Assert.Equal(3, (await Codes()).Count);

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await Clean();
        Assert.Empty(await Codes());
        Assert.IsType<ImportedFile.Published>(await Upload(autumn, "B2\n"));
    }

    [Fact]
    public async Task A_file_none_of_whose_codes_is_assigned_is_removed()
    {
        var offer = await Offer();
        var kept = await Upload(offer, "A1\nA2\n");
        var file = await Upload(offer, "B1\nB2\nB3\n");

        Assert.True(await Database.Get<RemoveCodeFile>().Run(file.FileId, Claire, Cancel));
        Assert.Equal((2L, 2L), await Counts(offer));
        await Clean();

        Assert.Equal(["A1", "A2"], (await Codes()).Select(c => c.Code));
        Assert.Equal((CodeFileState.Removed, 3L), ((await File(file.FileId)).State, (await File(file.FileId)).Codes));
        Assert.Equal(CodeFileState.Published, (await File(kept.FileId)).State);
        Assert.Contains("Claire Dubois codes.removed codes.txt 3", await Audit());
    }

    [Fact]
    public async Task A_file_one_of_whose_codes_is_assigned_is_not_removed()
    {
        var offer = await Offer();
        var file = await Upload(offer, "B1\nB2\nB3\n");
        await Claim(offer);

        Assert.False(await Database.Get<RemoveCodeFile>().Run(file.FileId, Claire, Cancel));

        Assert.Equal(CodeFileState.Published, (await File(file.FileId)).State);
        Assert.Equal(3, (await Codes()).Count);
        Assert.Equal((3L, 2L), await Counts(offer));
    }

    [Fact]
    public async Task A_file_that_is_being_removed_gives_out_nothing()
    {
        var offer = await Offer();
        var file = await Upload(offer, "B1\nB2\nB3\n");
        await Database.Get<RemoveCodeFile>().Run(file.FileId, Claire, Cancel);

        Assert.Null(await Claim(offer));
    }

    [Fact]
    public async Task Claims_and_a_removal_at_the_same_moment_leave_no_assigned_code_behind()
    {
        var offer = await Offer();
        var file = await Upload(offer, string.Join('\n', Enumerable.Range(0, 200)));
        var claims = Enumerable.Range(1, 20).Select(award => Claim(offer, award)).ToList();

        var removed = await Database.Get<RemoveCodeFile>().Run(file.FileId, Claire, Cancel);
        var claimed = (await Task.WhenAll(claims)).Count(code => code is not null);
        await Clean();

        Assert.Equal(removed ? 0 : 20, claimed);
        Assert.Equal(removed ? 0 : 200, (await Codes()).Count);
        Assert.Equal(removed ? (0L, 0L) : (200L, 180L), await Counts(offer));
    }

    [Fact]
    public async Task The_report_of_a_rejected_file_can_be_read_for_seven_days()
    {
        var rejected = await Upload(await Offer(), "\u00E9\n");
        Database.Time.Advance(CodeFile.RejectedFor - TimeSpan.FromMinutes(1));
        await Clean();
        Assert.Equal(1, (await Report(rejected.FileId)).Problems.Count);

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await Clean();

        await using var db = Database.Read();
        Assert.Equal((0, 0), (await db.CodeFiles.CountAsync(Cancel), await db.CodeFileReportParts.CountAsync(Cancel)));
    }

    [Fact]
    public async Task A_removal_that_was_cut_short_is_taken_up_again()
    {
        var offer = await Offer();
        var file = await Upload(offer, "B1\nB2\n");
        await Database.Get<RemoveCodeFile>().Run(file.FileId, Claire, Cancel);
        await Database.Writes.Run((db, cancel) => db.CodeFiles.ExecuteUpdateAsync(
            row => row.SetProperty(f => f.LeaseOwner, "dead").SetProperty(f => f.LeaseUntil, Database.Now.AddSeconds(30)), cancel), Cancel);
        await Clean();
        Assert.Equal(2, (await Codes()).Count);

        Database.Time.Advance(TimeSpan.FromSeconds(31));
        await Clean();

        Assert.Empty(await Codes());
        Assert.Equal(CodeFileState.Removed, (await File(file.FileId)).State);
    }
}

public sealed class CodeFileFatesOnSqlite : CodeFileFatesContract<SqliteTestDatabase>;

public sealed class CodeFileFatesOnSqlServer : CodeFileFatesContract<SqlServerTestDatabase>;

public sealed class CodeFileFatesOnTheStandIn : CodeFileFatesContract<StandInTestDatabase>;
