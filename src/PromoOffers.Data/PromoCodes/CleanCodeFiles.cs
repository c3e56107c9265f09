using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// Takes away, a chunk an operation, what is not to stay: the remains of uploads that were cut short, files that somebody removed
/// or discarded, files held back for too long, reports nobody needs any more. Any server does it for any other.
/// </summary>
public sealed class CleanCodeFiles(IWrites writes, IStageCodes stage, IDbContextFactory<PromoOffersDb> read, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task Run(CancellationToken cancel)
    {
        foreach (var fileId in await Due(cancel))
        {
            var owner = PublicId.New();
            if (await Take(fileId, owner, cancel) is not { } file) continue;
            await using var lease = new CodeFileLease(writes, time, fileId, owner);
            await RemoveCodes(file, lease, cancel);
            await Conclude(file, lease, cancel);
        }
    }

    private async Task<List<int>> Due(CancellationToken cancel)
    {
        await using var db = await read.CreateDbContextAsync(cancel);
        return await Due(db.CodeFiles).OrderBy(f => f.Id).Select(f => f.Id).ToListAsync(cancel);
    }

    private IQueryable<CodeFile> Due(IQueryable<CodeFile> files)
    {
        var (now, held, rejected) = (Now, Now - CodeFile.HeldBackFor, Now - CodeFile.RejectedFor);
        return files.Where(f =>
            (f.State == CodeFileState.Staging && f.LeaseUntil <= now)
            || ((f.State == CodeFileState.Abandoned || f.State == CodeFileState.Removing) && (f.LeaseUntil == null || f.LeaseUntil <= now))
            || (f.State == CodeFileState.HeldBack && f.UploadedAt <= held)
            || (f.State == CodeFileState.Rejected && f.UploadedAt <= rejected));
    }

    /// <summary>Null: somebody else was faster, or it has been decided otherwise meanwhile.</summary>
    private Task<CodeFile?> Take(int fileId, string owner, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        var until = Now + CodeFileLease.Length;
        var taken = await Due(db.CodeFiles.Where(f => f.Id == fileId)).ExecuteUpdateAsync(
            row => row.SetProperty(f => f.LeaseOwner, owner).SetProperty(f => f.LeaseUntil, until), inner);
        if (taken == 0) return null;
        var file = await db.CodeFiles.SingleAsync(f => f.Id == fileId, inner);
        file.GiveUp();
        return file;
    }, cancel);

    private async Task RemoveCodes(CodeFile file, CodeFileLease lease, CancellationToken cancel)
    {
        if (file.FirstCodeId == 0) return;
        for (var from = file.FirstCodeId; from <= file.LastCodeId; from += stage.ChunkSize)
        {
            var to = from + stage.ChunkSize;
            await writes.Run(async (db, inner) =>
            {
                await lease.Guard(db, file.State, inner);
                return await db.PromoCodes.Where(c => c.Id >= from && c.Id < to && c.FileId == file.Id && c.AwardId == null).ExecuteDeleteAsync(inner);
            }, cancel);
        }
    }

    private Task<int> Conclude(CodeFile gone, CodeFileLease lease, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        await lease.Guard(db, gone.State, inner);
        var file = await db.CodeFiles.SingleAsync(f => f.Id == gone.Id, inner);
        if (file.State != CodeFileState.Removing)
        {
            db.Remove(file);
            return 0;
        }
        file.BeGone();
        return await db.CodeFileReportParts.Where(p => p.FileId == file.Id).ExecuteDeleteAsync(inner);
    }, cancel);
}
