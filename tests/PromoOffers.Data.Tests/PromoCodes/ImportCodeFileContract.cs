using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>The table of DESIGN, section 5: what a file holds, and what becomes of it.</summary>
public abstract class ImportCodeFileContract<TDatabase> : CodeFilesContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task Only_good_and_new_codes_are_added_at_once()
    {
        var offer = await Offer();

        var imported = await Upload(offer, "B2\r\nA1\r\n\r\nb2\r\n");

        Assert.Equal(3, Assert.IsType<ImportedFile.Published>(imported).Codes);
        Assert.Equal([("A1", 2), ("B2", 1), ("b2", 4)], await Codes());
        var file = await File(imported.FileId);
        Assert.Equal((CodeFileState.Published, 3L, 3L, 4L, 1L, 14L), (file.State, file.Codes, file.Free, file.Lines, file.EmptyLines, file.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("B2\r\nA1\r\n\r\nb2\r\n"u8)), file.Sha256);
        Assert.Equal(Database.Now, file.PublishedAt);
        Assert.Null(file.LeaseOwner);
        Assert.Equal((3L, 3L), await Counts(offer));
        Assert.Equal(["Claire Dubois codes.uploaded codes.txt 3"], await Audit());
    }

    [Fact]
    public async Task Codes_can_be_assigned_as_soon_as_the_file_is_there_and_uploads_append()
    {
        var offer = await Offer();
        await Upload(offer, "A1\n");
        Assert.NotNull(await Claim(offer, award: 1));
        Assert.Null(await Claim(offer, award: 2));

        await Upload(offer, "A2\n");

        Assert.NotNull(await Claim(offer, award: 2));
        Assert.Equal((2L, 0L), await Counts(offer));
    }

    [Fact]
    public async Task A_file_of_many_chunks_goes_in_whole()
    {
        var offer = await Offer();
        var count = (2 * ChunkSize) + 345;
        var codes = Enumerable.Range(0, count).Select(i => ((long)i * 7919 % count).ToString("D6", CultureInfo.InvariantCulture)).ToList();

        var imported = await Upload(offer, string.Join('\n', codes));

        Assert.Equal(count, Assert.IsType<ImportedFile.Published>(imported).Codes);
        Assert.Equal(codes.Select((code, i) => (code, i + 1)).Order(), await Codes());
        Assert.Equal(count, (await File(imported.FileId)).Staged);
    }

    [Fact]
    public async Task Codes_that_begin_or_end_with_white_space_hold_the_file_back()
    {
        var offer = await Offer();

        var imported = await Upload(offer, "A1\nA1 \n\tB2\n");

        Assert.IsType<ImportedFile.HeldBack>(imported);
        var report = await Report(imported.FileId);
        Assert.Equal(2, report.Padded.Count);
        Assert.Equal([new PaddedCode(2, "A1 ", 0, 1), new PaddedCode(3, "\tB2", 1, 0)], report.Padded.First);
        Assert.Null(await Claim(offer));
        Assert.Equal((0L, 0L), await Counts(offer));
        Assert.Equal(["Claire Dubois codes.held-back codes.txt 3"], await Audit());
    }

    [Fact]
    public async Task A_code_twice_in_the_file_holds_it_back_and_the_rest_can_be_added()
    {
        var offer = await Offer();

        var imported = await Upload(offer, "B2\nA1\nB2\nC3\nB2\n");

        Assert.IsType<ImportedFile.HeldBack>(imported);
        var report = await Report(imported.FileId);
        Assert.Equal(2, report.Repeated.Count);
        Assert.Equal([new RepeatedCode(3, "B2", 1), new RepeatedCode(5, "B2", 1)], report.Repeated.First);
        Assert.True(await Database.Get<KeepCodeFile>().Run(imported.FileId, Claire, Cancel));
        Assert.Equal([("A1", 2), ("B2", 1), ("C3", 4)], await Codes());
        Assert.Equal((3L, 3L), await Counts(offer));
        Assert.NotNull(await Claim(offer));
    }

    [Fact]
    public async Task A_code_that_any_offer_has_already_holds_the_file_back_and_the_rest_can_be_added()
    {
        var (spring, autumn) = (await Offer("spring"), await Offer("autumn"));
        var first = await Upload(spring, "S1\nS2\n");
        var second = await Upload(autumn, "A1\n");

        var imported = await Upload(spring, "N1\nS2\nA1\nN2\n");

        Assert.IsType<ImportedFile.HeldBack>(imported);
        var report = await Report(imported.FileId);
        Assert.Equal(2, report.Taken.Count);
        Assert.Equal([new TakenCode(2, "S2", spring, first.FileId), new TakenCode(3, "A1", autumn, second.FileId)], report.Taken.First);
        Assert.True(await Database.Get<KeepCodeFile>().Run(imported.FileId, Claire, Cancel));
        Assert.Equal(["S1", "S2", "N1", "N2"], (await Codes(spring)).Select(c => c.Code));
        Assert.Equal((4L, 4L), await Counts(spring));
        Assert.Equal((1L, 1L), await Counts(autumn));
    }

    [Fact]
    public async Task Codes_of_which_every_second_is_taken_are_told_apart()
    {
        var offer = await Offer();
        await Upload(offer, string.Join('\n', Enumerable.Range(0, 600).Where(i => i % 2 == 0).Select(i => $"C{i:D5}")));

        var imported = await Upload(offer, string.Join('\n', Enumerable.Range(0, 600).Select(i => $"C{i:D5}")));

        var report = await Report(imported.FileId);
        Assert.Equal(300, report.Taken.Count);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 2 * i + 1), report.Taken.First.Select(t => t.Line));
        Assert.Equal(300, (await File(imported.FileId)).Codes);
        Assert.Equal(600, (await Codes()).Count);
    }

    [Fact]
    public async Task Lines_that_cannot_be_codes_reject_the_whole_file()
    {
        var offer = await Offer();

        var imported = await Upload(offer, "GOOD\nCAF\u00C9\n \nTAB\u0007\n" + new string('x', 256));

        Assert.IsType<ImportedFile.Rejected>(imported);
        Assert.Empty(await Codes());
        var file = await File(imported.FileId);
        Assert.Equal((CodeFileState.Rejected, 0L, 5L), (file.State, file.Codes, file.Lines));
        Assert.Equal(4, file.Report!.Problems.Count);
        Assert.Equal(
            [(2, 4, typeof(LineProblem.NotText)), (3, 1, typeof(LineProblem.OnlyWhiteSpace)), (4, 4, typeof(LineProblem.ControlCharacter)), (5, 256, typeof(LineProblem.TooLong))],
            file.Report.Problems.First.Select(p => (p.Line, p.Column, p.GetType())));
        Assert.Equal((0L, 0L), await Counts(offer));
        Assert.Empty(await Audit());
    }

    [Fact]
    public async Task All_problems_are_listed_however_many()
    {
        var offer = await Offer();

        var imported = await Upload(offer, string.Concat(Enumerable.Repeat("\u00E9\n", 30_000)));

        var report = await Report(imported.FileId);
        Assert.Equal((30_000, 100, 30_000), (report.Problems.Count, report.Problems.First.Count, report.Listed));
        var listed = await Listed(imported.FileId);
        Assert.Equal(Enumerable.Range(1, 30_000), listed.Select(f => f.Line));
    }

    [Theory]
    [InlineData("codes.csv", "A1\n", typeof(FileRefusal.WrongExtension))]
    [InlineData("codes.txt", "\u00FF\u00FEA\0", typeof(FileRefusal.WideCharacters))]
    [InlineData("codes.txt", "PK\u0003\u0004", typeof(FileRefusal.Compressed))]
    [InlineData("codes.txt", "\0\u0001\u0002\u0003\u0004", typeof(FileRefusal.Binary))]
    [InlineData("codes.txt", "\r\n\r\n", typeof(FileRefusal.NoCode))]
    [InlineData("codes.txt", "", typeof(FileRefusal.NoCode))]
    public async Task What_is_no_file_of_codes_is_refused(string name, string latin1, Type why)
    {
        var offer = await Offer();

        var imported = await Upload(offer, latin1, name);

        Assert.IsType<ImportedFile.Rejected>(imported);
        Assert.IsType(why, (await Report(imported.FileId)).Refusal);
        Assert.Empty(await Codes());
    }

    [Fact]
    public async Task The_same_file_again_is_refused_and_names_the_earlier_one()
    {
        var (spring, autumn) = (await Offer("spring"), await Offer("autumn"));
        var first = await Upload(spring, "A1\nA2\n");

        var again = await Upload(autumn, "A1\nA2\n", "other.txt");

        Assert.IsType<ImportedFile.Rejected>(again);
        Assert.Equal(new FileRefusal.SameFile(first.FileId), (await Report(again.FileId)).Refusal);
        Assert.Equal(0, (await File(again.FileId)).Staged);
    }

    [Fact]
    public async Task A_file_that_was_removed_can_be_uploaded_again()
    {
        var offer = await Offer();
        var first = await Upload(offer, "A1\nA2\n");
        Assert.True(await Database.Get<RemoveCodeFile>().Run(first.FileId, Claire, Cancel));

        var again = await Upload(offer, "A1\nA2\n");

        Assert.IsType<ImportedFile.Published>(again);
        Assert.Equal(2, (await Codes()).Count);
        Assert.Equal((2L, 2L), await Counts(offer));
    }

    [Fact]
    public async Task An_upload_cut_short_while_it_arrives_leaves_nothing()
    {
        var offer = await Offer();

        await Assert.ThrowsAsync<IOException>(() => Upload(offer, new BrokenStream("A1\nA2\n"u8.ToArray()), "codes.txt", Cancel));
        await Clean();

        await NothingIsLeft(offer);
    }

    [Fact]
    public async Task An_upload_cancelled_while_its_rows_go_in_leaves_nothing()
    {
        var offer = await Offer();
        using var cancel = new CancellationTokenSource();
        Chunks.Done = () => cancel.Cancel();
        var body = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Range(0, 3 * ChunkSize)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Upload(offer, new MemoryStream(body), "codes.txt", cancel.Token));
        // The chunk in hand is finished in the lane, and taken back on a server.
        Assert.InRange((await Codes()).Count, 0, ChunkSize);
        await Clean();

        await NothingIsLeft(offer);
    }

    [Fact]
    public async Task The_remains_of_a_server_that_died_are_taken_away_when_its_lease_has_expired()
    {
        var offer = await Offer();
        await Remains(offer, "A1", "A2");
        await Clean();
        Assert.Equal(2, (await Codes()).Count);

        Database.Time.Advance(TimeSpan.FromSeconds(31));
        await Clean();

        await NothingIsLeft(offer);
    }

    [Fact]
    public async Task Remains_of_a_server_that_died_do_not_keep_their_codes_from_the_next_upload()
    {
        var offer = await Offer();
        await Remains(offer, "A1", "A2");
        var upload = Task.Run(() => Upload(offer, "A1\nA2\nA3\n"), Cancel);
        while (!upload.IsCompleted)
        {
            Database.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Cancel);
        }

        Assert.IsType<ImportedFile.Published>(await upload);
        Assert.Equal(["A1", "A2", "A3"], (await Codes()).Select(c => c.Code));
    }

    [Fact]
    public async Task Two_uploads_of_the_same_codes_at_once_do_not_wait_for_one_another_for_ever()
    {
        var offer = await Offer();
        var count = 3 * ChunkSize;
        var body = string.Join('\n', Enumerable.Range(0, count).Select(i => $"C{i:D6}"));
        var uploads = new[] { Task.Run(() => Upload(offer, body), Cancel), Task.Run(() => Upload(offer, body + "\nLAST"), Cancel) };
        while (!uploads.All(u => u.IsCompleted))
        {
            Database.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Cancel);
        }

        var codes = await Codes();
        Assert.Equal(count + 1, codes.Count);
        Assert.Equal(count + 1, codes.Select(c => c.Code).Distinct().Count());
        var files = await Task.WhenAll(uploads.Select(async upload => await File((await upload).FileId)));
        Assert.Equal(count + 1, files.Sum(f => f.Codes));
    }

    protected override void Add(IServiceCollection services)
    {
        base.Add(services);
        var stage = services.Last(service => service.ServiceType == typeof(IStageCodes)).ImplementationType!;
        services.AddSingleton<IStageCodes>(provider => new WatchedChunks((IStageCodes)ActivatorUtilities.CreateInstance(provider, stage)));
    }

    private WatchedChunks Chunks => (WatchedChunks)Database.Get<IStageCodes>();

    private int ChunkSize => Chunks.ChunkSize;

    private async Task NothingIsLeft(int offer)
    {
        await using var db = Database.Read();
        Assert.Equal(0, await db.PromoCodes.CountAsync(Cancel));
        Assert.Equal(0, await db.CodeFiles.CountAsync(Cancel));
        Assert.Equal(0, await db.CodeFileReportParts.CountAsync(Cancel));
        Assert.Equal((0L, 0L), await Counts(offer));
        Assert.Empty(await Audit());
    }

    /// <summary>What a server leaves that dies while rows go in.</summary>
    private Task<int> Remains(int offer, params string[] codes) => Database.Writes.Run(async (db, cancel) =>
    {
        var file = db.Add(new CodeFile(offer, "remains", "codes.txt", "Claire Dubois", Database.Now)
        {
            FirstCodeId = 1,
            LastCodeId = codes.Length,
            LeaseOwner = "dead",
            LeaseUntil = Database.Now.AddSeconds(30),
        }).Entity;
        await db.SaveChangesAsync(cancel);
        db.AddRange(codes.Select((code, i) => new PromoCode(i + 1, offer, file.Id, i + 1, Encoding.ASCII.GetBytes(code))));
        await db.Sequences.ExecuteUpdateAsync(row => row.SetProperty(s => s.Next, codes.Length + 1), cancel);
        return file.Id;
    }, Cancel);

    private async Task<List<LineFinding>> Listed(int file)
    {
        var list = new List<LineFinding>();
        await foreach (var finding in Database.Get<ReadFindings>().Run(file)) list.Add(finding);
        return list;
    }

    /// <summary>Tells when the rows of a chunk are in, before they are committed.</summary>
    private sealed class WatchedChunks(IStageCodes stage) : IStageCodes
    {
        public Action Done { get; set; } = () => { };
        public int ChunkSize => stage.ChunkSize;

        public async Task<IReadOnlyDictionary<int, TakenCode>> Stage(PromoOffersDb db, CodeChunk chunk, CancellationToken cancel)
        {
            var taken = await stage.Stage(db, chunk, cancel);
            Done();
            return taken;
        }
    }

    /// <summary>Gives some bytes, and then breaks, as a request does whose browser has gone.</summary>
    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The client has gone.");
    }
}

public sealed class ImportCodeFileOnSqlite : ImportCodeFileContract<SqliteTestDatabase>;

public sealed class ImportCodeFileOnSqlServer : ImportCodeFileContract<SqlServerTestDatabase>;

public sealed class ImportCodeFileOnTheStandIn : ImportCodeFileContract<StandInTestDatabase>;
