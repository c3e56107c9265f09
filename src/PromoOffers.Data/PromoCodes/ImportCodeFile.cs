using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <param name="OfferId">The offer that the codes are for.</param>
/// <param name="PublicId">What the file is called in addresses from now on.</param>
/// <param name="Name">As the browser sent it.</param>
/// <param name="By">Who uploads.</param>
public sealed record CodeUpload(int OfferId, string PublicId, string Name, Actor By);

/// <summary>What became of an upload that came to its end.</summary>
/// <param name="FileId">The file's record, which says the rest.</param>
public abstract record ImportedFile(int FileId)
{
    /// <summary>Its codes can be assigned from now on.</summary>
    public sealed record Published(int FileId, long Codes) : ImportedFile(FileId);

    /// <summary>Somebody decides whether its codes are kept.</summary>
    public sealed record HeldBack(int FileId) : ImportedFile(FileId);

    /// <summary>Nothing of it was stored but what is wrong with it.</summary>
    public sealed record Rejected(int FileId) : ImportedFile(FileId);
}

/// <summary>
/// Takes a file of codes as it arrives. It is read to its end before any row goes in; then its codes go in by bounded chunks, which
/// nobody can be given, and one UPDATE publishes them all, or holds the file back for somebody to decide. Where the upload is cut
/// short nothing of it counts, and <see cref="CleanCodeFiles"/> takes its remains away.
/// </summary>
public sealed class ImportCodeFile(
    IWrites writes, IStageCodes stage, CleanCodeFiles clean, CleaningBell bell, IDbContextFactory<PromoOffersDb> read, UploadLimits limits,
    TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <exception cref="OperationCanceledException">The upload was cut short, and nothing of it counts.</exception>
    public async Task<ImportedFile> Run(CodeUpload upload, Stream body, CancellationToken cancel)
    {
        var owner = PublicId.New();
        var fileId = await Begin(upload, owner, cancel);
        using var spool = new CodeFileSpool(limits);
        try
        {
            await using var lease = new CodeFileLease(writes, time, fileId, owner, () => (spool.Bytes, spool.Codes));
            var (outcome, sha256) = await spool.Receive(body, cancel);
            if (!CodeFileName.IsText(upload.Name)) outcome = new CodeFileOutcome.Refused(new FileRefusal.WrongExtension());
            if (outcome is CodeFileOutcome.Readable && await Earlier(sha256, cancel) is { } same)
                outcome = new CodeFileOutcome.Refused(new FileRefusal.SameFile(same));
            if (outcome is not CodeFileOutcome.Readable readable) return await Reject(fileId, lease, spool, outcome, sha256, cancel);
            var staging = new StageCodeFile(writes, stage, clean, read, time, lease, upload.OfferId, fileId);
            var report = await staging.Run(spool, readable, sha256, cancel);
            return await Conclude(fileId, lease, upload, report, staging.Codes);
        }
        catch (Exception)
        {
            await Abandon(fileId, owner);
            bell.Ring();
            throw;
        }
    }

    private Task<int> Begin(CodeUpload upload, string owner, CancellationToken cancel) => writes.Run(async (db, inner) =>
    {
        var file = db.Add(new CodeFile(upload.OfferId, upload.PublicId, CodeFileName.Clean(upload.Name), upload.By.Name, Now)
        {
            UploadedById = upload.By.Id,
            LeaseOwner = owner,
            LeaseUntil = Now + CodeFileLease.Length,
        }).Entity;
        await db.SaveChangesAsync(inner);
        return file.Id;
    }, cancel);

    /// <summary>The file of the same bytes whose codes are there; null: none.</summary>
    private async Task<int?> Earlier(string sha256, CancellationToken cancel)
    {
        await using var db = await read.CreateDbContextAsync(cancel);
        return await db.CodeFiles
            .Where(f => f.Sha256 == sha256 && (f.State == CodeFileState.Published || f.State == CodeFileState.HeldBack))
            .OrderBy(f => f.Id).Select(f => (int?)f.Id).FirstOrDefaultAsync(cancel);
    }

    private async Task<ImportedFile> Reject(
        int fileId, CodeFileLease lease, CodeFileSpool spool, CodeFileOutcome outcome, string sha256, CancellationToken cancel)
    {
        var rejected = outcome as CodeFileOutcome.Rejected;
        if (rejected is not null) await SaveReportParts.Run(writes, lease, fileId, spool.Findings, cancel);
        var report = new CodeFileReport
        {
            Refusal = (outcome as CodeFileOutcome.Refused)?.Why,
            Problems = rejected is null ? new() : new() { Count = rejected.Counts.Problems, First = rejected.FirstProblems },
            Listed = rejected is null ? 0 : spool.Findings.Count,
        };
        await writes.Run(async (db, inner) =>
        {
            await lease.Guard(db, CodeFileState.Staging, inner);
            var file = await db.CodeFiles.SingleAsync(f => f.Id == fileId, inner);
            if (rejected is not null) file.WasRead(rejected.Counts, sha256);
            file.Reject(report, spool.Bytes);
            return 0;
        }, cancel);
        return new ImportedFile.Rejected(fileId);
    }

    /// <summary>From here on the upload is not cut short any more.</summary>
    private Task<ImportedFile> Conclude(
        int fileId, CodeFileLease lease, CodeUpload upload, CodeFileReport report, int codes) => writes.Run<ImportedFile>(async (db, cancel) =>
    {
        await lease.Guard(db, CodeFileState.Staging, cancel);
        var file = await db.CodeFiles.SingleAsync(f => f.Id == fileId, cancel);
        if (report.NeedsDecision)
        {
            file.HoldBack(report, codes);
            CodeFileBooks.Note(db, "codes.held-back", file, upload.By, Now);
            return new ImportedFile.HeldBack(fileId);
        }
        file.Publish(report, codes, Now);
        await CodeFileBooks.Count(db, file.OfferId, codes, cancel);
        CodeFileBooks.Note(db, "codes.uploaded", file, upload.By, Now);
        return new ImportedFile.Published(fileId, codes);
    });

    /// <summary>What is left is taken away in the background, by this server or another.</summary>
    private Task<int> Abandon(int fileId, string owner) => writes.Run((db, cancel) => db.CodeFiles
        .Where(f => f.Id == fileId && f.LeaseOwner == owner && f.State == CodeFileState.Staging)
        .ExecuteUpdateAsync(file => file.SetProperty(f => f.State, CodeFileState.Abandoned).SetProperty(f => f.LeaseUntil, Now), cancel));
}
