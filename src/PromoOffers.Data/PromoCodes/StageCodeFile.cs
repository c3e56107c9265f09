using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Puts the codes of a file that was read into the table, in the order of their bytes, and finds those that cannot go in.</summary>
internal sealed class StageCodeFile(
    IWrites writes, IStageCodes stage, CleanCodeFiles clean, IDbContextFactory<PromoOffersDb> read, TimeProvider time,
    CodeFileLease lease, int offerId, int fileId)
{
    private readonly FirstLines<RepeatedCode> repeated = new();
    private readonly FirstLines<TakenCode> taken = new();
    private readonly HashSet<int> standing = [];

    /// <summary>Codes that went in.</summary>
    public int Codes { get; private set; }

    public async Task<CodeFileReport> Run(CodeFileSpool spool, CodeFileOutcome.Readable readable, string sha256, CancellationToken cancel)
    {
        var next = await TakeKeys(spool.Count, readable.Counts, sha256, cancel);
        var chunk = new CodeChunk(offerId, fileId, stage.ChunkSize);
        chunk.Begin(next);
        var sorted = spool.Sort();
        var before = new byte[PromoCode.MaxLength];
        var (length, line) = (0, 0);
        while (sorted.MoveNext())
        {
            if (sorted.Code.SequenceEqual(before.AsSpan(0, length)))
            {
                Add(repeated, new RepeatedCode(sorted.Line, Text(sorted.Code), line), spool);
                continue;
            }
            (length, line) = (sorted.Code.Length, sorted.Line);
            sorted.Code.CopyTo(before);
            chunk.Add(sorted.Code, line);
            if (!chunk.IsFull) continue;
            await Put(chunk, spool, cancel);
            chunk.Begin(next += chunk.Count);
        }
        await Put(chunk, spool, cancel);
        await SaveReportParts.Run(writes, lease, fileId, spool.Findings, cancel);
        return new CodeFileReport
        {
            Padded = new() { Count = readable.Counts.Padded, First = readable.FirstPadded },
            Repeated = repeated.Found(),
            Taken = taken.Found(),
            Listed = spool.Findings.Count,
            LineEnd = readable.Counts.LineEnd,
            LastLineEnds = readable.Counts.LastLineEnds,
        };
    }

    /// <summary>A run of keys that no other file has.</summary>
    private Task<long> TakeKeys(int count, CodeFileCounts counts, string sha256, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        await lease.Guard(db, CodeFileState.Staging, inner);
        var sequence = db.Sequences.Where(s => s.Name == Sequence.CodeIds);
        await sequence.ExecuteUpdateAsync(row => row.SetProperty(s => s.Next, s => s.Next + count), inner);
        var first = await sequence.Select(s => s.Next).SingleAsync(inner) - count;
        var file = await db.CodeFiles.SingleAsync(f => f.Id == fileId, inner);
        file.WasRead(counts, sha256);
        file.TakeKeys(first, first + count - 1);
        return first;
    }, cancel);

    private async Task Put(CodeChunk chunk, CodeFileSpool spool, CancellationToken cancel)
    {
        if (chunk.Count == 0) return;
        while (true)
        {
            try
            {
                var others = await writes.Run((db, inner) => Put(db, chunk, inner), cancel);
                foreach (var code in others.Values) Add(taken, code, spool);
                Codes += chunk.Count - others.Count;
                return;
            }
            catch (InTheWay codes)
            {
                foreach (var file in codes.Files)
                    if (await Stands(file, cancel)) standing.Add(file);
            }
        }
    }

    private async Task<IReadOnlyDictionary<int, TakenCode>> Put(PromoOffersDb db, CodeChunk chunk, CancellationToken cancel)
    {
        await lease.Guard(db, CodeFileState.Staging, cancel, staged: chunk.Count);
        var others = await stage.Stage(db, chunk, cancel);
        var unknown = others.Values.Select(code => code.FileId).Where(file => !standing.Contains(file)).ToHashSet();
        return unknown.Count == 0 ? others : throw new InTheWay(unknown);
    }

    /// <summary>
    /// Whether the codes of another file are there to stay. Those of an upload that was cut short are not: they are taken away
    /// first. One that goes on at this moment renews its lease, and came first.
    /// </summary>
    private async Task<bool> Stands(int other, CancellationToken cancel)
    {
        DateTime? seen = null;
        for (var looks = 0; ; looks++)
        {
            if (looks > 1) await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancel);
            var file = await Find(other, cancel);
            if (file is null or { State: CodeFileState.Removed or CodeFileState.Discarded or CodeFileState.Rejected }) return false;
            if (file.State is CodeFileState.Published or CodeFileState.HeldBack) return true;
            if (file.State == CodeFileState.Staging && seen is not null && file.LeaseUntil > seen) return true;
            seen ??= file.LeaseUntil;
            await clean.Run(cancel);
        }
    }

    private async Task<CodeFile?> Find(int file, CancellationToken cancel)
    {
        await using var db = await read.CreateDbContextAsync(cancel);
        return await db.CodeFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == file, cancel);
    }

    private static void Add<T>(FirstLines<T> lines, T finding, CodeFileSpool spool) where T : LineFinding
    {
        lines.Add(finding);
        spool.Findings.Add(finding);
    }

    private static string Text(ReadOnlySpan<byte> code) => System.Text.Encoding.ASCII.GetString(code);

    /// <summary>Codes of files of which it is not known whether they are there to stay; the rows of the chunk are taken back.</summary>
    private sealed class InTheWay(IReadOnlySet<int> files) : Exception("Codes of other files are in the way.")
    {
        public IReadOnlySet<int> Files => files;
    }
}
