using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>What is told of an offer's files, and what is taken out of them again.</summary>
public abstract class ReadCodeFilesContract<TDatabase> : CodeFilesContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task The_files_of_an_offer_are_listed_latest_first()
    {
        var (spring, autumn) = (await Offer("spring"), await Offer("autumn"));
        await Upload(spring, "A1\nA2\n", "one.txt");
        await Upload(spring, "B1 \n", "two.txt");
        await Upload(autumn, "C1\n", "other.txt");
        await Claim(spring);

        await using var db = Database.Read();
        var files = await new ReadCodeFiles(db).List(spring, null, Cancel);

        Assert.Equal([("two.txt", CodeFileState.HeldBack, 0L), ("one.txt", CodeFileState.Published, 1L)], files.Select(f => (f.Name, f.State, f.Assigned)));
        Assert.Equal(["one.txt"], (await new ReadCodeFiles(db).List(spring, files[0].Id, Cancel)).Select(f => f.Name));
        Assert.False(await new ReadCodeFiles(db).IsNew(files[0].PublicId, Cancel));
    }

    [Fact]
    public async Task A_report_names_the_offers_and_the_earlier_file_it_speaks_of()
    {
        var (spring, autumn) = (await Offer("spring"), await Offer("autumn"));
        await Upload(autumn, "A1\n", "first.txt");
        await Upload(spring, "A1\nB1\n", "second.txt");
        var same = await Upload(spring, "A1\n", "third.txt");

        await using var db = Database.Read();
        var held = Assert.Single(await new ReadCodeFiles(db).HeldBack(spring, Cancel));
        var third = await new ReadCodeFiles(db).Find(spring, (await File(same.FileId)).PublicId, Cancel);

        Assert.Equal(["autumn"], held.Offers.Values);
        Assert.Equal(("first.txt", "autumn"), (third!.Same!.Name, third.Same.OfferName));
        Assert.Null(await new ReadCodeFiles(db).Find(autumn, third.File.PublicId, Cancel));
        Assert.Equal(new WaitingCount(0, 0), await new ReadCodeFiles(db).Waiting(spring, Cancel));
        Assert.Empty(await new ReadCodeFiles(db).WaitingFirst(spring, 5, Cancel));
    }

    [Fact]
    public async Task Codes_are_downloaded_in_the_order_of_their_lines_which_is_noted()
    {
        var offer = await Offer();
        var imported = await Upload(offer, "C3\nA1\n\nB2\n");

        var codes = new List<string>();
        await foreach (var code in Database.Get<DownloadCodes>().Run(await File(imported.FileId), Claire, Cancel)) codes.Add(Encoding.ASCII.GetString(code));

        Assert.Equal(["C3", "A1", "B2"], codes);
        Assert.Equal(["Claire Dubois codes.uploaded codes.txt 3", "Claire Dubois codes.downloaded codes.txt 3"], await Audit());
    }

    [Fact]
    public async Task Who_reads_the_lines_of_anothers_file_is_noted()
    {
        var imported = await Upload(await Offer(), "C3\nA1\n");

        await Database.Get<NoteLinesRead>().Run([await File(imported.FileId)], Claire, Cancel);

        Assert.Equal(["Claire Dubois codes.uploaded codes.txt 2", "Claire Dubois codes.lines-viewed codes.txt 2"], await Audit());
    }

    [Fact]
    public async Task The_full_list_of_findings_is_read_back_from_its_parts()
    {
        var offer = await Offer();
        var imported = await Upload(offer, string.Join('\n', Enumerable.Range(0, 30_000).Select(i => $"{i * 7919L % 1_000_003:X}\u00E9{i}")));

        var lines = new List<int>();
        await foreach (var finding in Database.Get<ReadFindings>().Run(imported.FileId)) lines.Add(finding.Line);

        await using var db = Database.Read();
        Assert.True(await db.CodeFileReportParts.CountAsync(p => p.FileId == imported.FileId, Cancel) > 1);
        Assert.Equal(Enumerable.Range(1, 30_000), lines);
    }
}

public sealed class ReadCodeFilesOnSqlite : ReadCodeFilesContract<SqliteTestDatabase>;

public sealed class ReadCodeFilesOnSqlServer : ReadCodeFilesContract<SqlServerTestDatabase>;

public sealed class ReadCodeFilesOnTheStandIn : ReadCodeFilesContract<StandInTestDatabase>;
