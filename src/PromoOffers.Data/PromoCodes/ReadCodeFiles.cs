using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>A file as a list shows it, without what was found in its lines.</summary>
public sealed record CodeFileRow(
    int Id, string PublicId, string Name, string UploadedBy, DateTime UploadedAt, CodeFileState State, string? Sha256, long Bytes, long Codes, long Free)
{
    /// <summary>Codes that somebody was given.</summary>
    public long Assigned => State == CodeFileState.Published ? Codes - Free : 0;
}

/// <summary>A file with what its report names.</summary>
/// <param name="Offers">Names of the offers that have codes of it, by their keys.</param>
/// <param name="Same">The earlier file of the same bytes; null: there is none, or it is gone.</param>
public sealed record CodeFileTold(CodeFile File, IReadOnlyDictionary<int, string> Offers, EarlierFile? Same);

/// <param name="OfferName">The offer that it was uploaded for.</param>
public sealed record EarlierFile(string PublicId, string Name, string UploadedBy, DateTime UploadedAt, int OfferId, string OfferPublicId, string OfferName);

/// <summary>What waits for a code of an offer.</summary>
/// <param name="Prizes">Awards that wait.</param>
/// <param name="People">Who waits, each counted once: one may wait for several codes.</param>
public sealed record WaitingCount(int Prizes, int People);

/// <summary>An award that waits for a code.</summary>
public sealed record WaitingAward(string EntryId, string FirstName, string LastName, string? Email, DateTime EarnedAt);

/// <summary>Reads what became of an offer's code files.</summary>
public sealed class ReadCodeFiles(PromoOffersDb db)
{
    public const int PageSize = 50;

    /// <summary>Files held back that one page tells of; more of them are opened one by one.</summary>
    private const int MostHeldBack = 3;

    /// <param name="before">Key of the last file of the page before; null: the first page.</param>
    /// <returns>The latest first, and one more than a page where there is a next one.</returns>
    public Task<List<CodeFileRow>> List(int offerId, int? before, CancellationToken cancel) => db.CodeFiles
        .Where(f => f.OfferId == offerId && f.State != CodeFileState.Abandoned && (before == null || f.Id < before))
        .OrderByDescending(f => f.Id).Take(PageSize + 1)
        .Select(f => new CodeFileRow(f.Id, f.PublicId, f.Name, f.UploadedBy, f.UploadedAt, f.State, f.Sha256, f.Bytes, f.Codes, f.Free))
        .ToListAsync(cancel);

    public async Task<CodeFileTold?> Find(int offerId, string publicId, CancellationToken cancel) =>
        await db.CodeFiles.AsNoTracking().SingleOrDefaultAsync(f => f.OfferId == offerId && f.PublicId == publicId, cancel) is { } file
            ? await Tell(file, cancel)
            : null;

    /// <returns>Whether no file has this name in addresses.</returns>
    public async Task<bool> IsNew(string publicId, CancellationToken cancel) => !await db.CodeFiles.AnyAsync(f => f.PublicId == publicId, cancel);

    /// <summary>Files that wait for somebody's decision, the oldest first.</summary>
    public async Task<IReadOnlyList<CodeFileTold>> HeldBack(int offerId, CancellationToken cancel)
    {
        var files = await db.CodeFiles.AsNoTracking().Where(f => f.OfferId == offerId && f.State == CodeFileState.HeldBack)
            .OrderBy(f => f.Id).Take(MostHeldBack).ToListAsync(cancel);
        var told = new List<CodeFileTold>();
        foreach (var file in files) told.Add(await Tell(file, cancel));
        return told;
    }

    public async Task<WaitingCount> Waiting(int offerId, CancellationToken cancel) =>
        await db.Awards.Where(a => a.OfferId == offerId && a.State == AwardState.Waiting).GroupBy(a => a.OfferId)
            .Select(g => new WaitingCount(g.Count(), g.Select(a => a.ParticipantId).Distinct().Count())).SingleOrDefaultAsync(cancel) ?? new(0, 0);

    /// <returns>Those who have waited longest.</returns>
    public Task<List<WaitingAward>> WaitingFirst(int offerId, int count, CancellationToken cancel) => (
        from award in db.Awards
        join participant in db.Participants on award.ParticipantId equals participant.Id
        where award.OfferId == offerId && award.State == AwardState.Waiting
        orderby award.Id
        select new WaitingAward(participant.EntryId, participant.FirstName, participant.LastName, participant.Email, award.EarnedAt))
        .Take(count).ToListAsync(cancel);

    private async Task<CodeFileTold> Tell(CodeFile file, CancellationToken cancel)
    {
        var ids = file.Report?.Taken.First.Select(t => t.OfferId).Distinct().ToList() ?? [];
        var offers = ids.Count == 0
            ? []
            : await db.Offers.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, cancel);
        var same = file.Report?.Refusal is FileRefusal.SameFile earlier ? await Earlier(earlier.FileId, cancel) : null;
        return new(file, offers, same);
    }

    private Task<EarlierFile?> Earlier(int fileId, CancellationToken cancel) => (
        from file in db.CodeFiles
        join offer in db.Offers on file.OfferId equals offer.Id
        where file.Id == fileId
        select new EarlierFile(file.PublicId, file.Name, file.UploadedBy, file.UploadedAt, offer.Id, offer.PublicId, offer.Name)).SingleOrDefaultAsync(cancel);
}
