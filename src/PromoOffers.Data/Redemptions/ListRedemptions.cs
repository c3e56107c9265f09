using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

public enum RedemptionFilter { All, Redeemed, RolledBack, Conflicts }

/// <summary>Which uses of codes are listed.</summary>
/// <param name="OfferId">Null: of every offer.</param>
public sealed record RedemptionQuery(int? OfferId)
{
    public RedemptionFilter Filter { get; init; }

    /// <summary>The beginning of an order's number, or a code; null or blank: nothing is searched for.</summary>
    public string? Search { get; init; }

    /// <summary>Whether a code may be searched for: only with Access Prizes.</summary>
    public bool ByCode { get; init; }

    /// <summary>Id of the last row of the page before; null: the first page.</summary>
    public long? Before { get; init; }
    public int Size { get; init; } = ListRedemptions.PageSize;
}

/// <summary>Of which offer a code is, and whose.</summary>
/// <param name="Email">Null: the participant was erased.</param>
public sealed record CodeOwner(byte[] Code, string OfferId, string OfferName, long ParticipantId, string EntryId, string FirstName, string LastName, string? Email);

public sealed record RedemptionRow(Redemption Redemption, CodeOwner Owner)
{
    /// <summary>Other orders that were told afterwards for the same code.</summary>
    public IReadOnlyList<RedemptionConflict> Conflicts { get; init; } = [];
}

/// <param name="LiveId">Public id of the redemption that holds; null: there is none (any more).</param>
public sealed record ConflictRow(RedemptionConflict Conflict, CodeOwner Owner, string? LiveId, string? LiveOrderId);

/// <summary>How many there are of each; <see cref="RedemptionFilter.All"/> is what was redeemed and what was rolled back.</summary>
public sealed record RedemptionCounts(long Redeemed, long RolledBack, long Conflicts)
{
    public long Of(RedemptionFilter filter) => filter switch
    {
        RedemptionFilter.All => Redeemed + RolledBack,
        RedemptionFilter.Redeemed => Redeemed,
        RedemptionFilter.RolledBack => RolledBack,
        RedemptionFilter.Conflicts => Conflicts,
    };
}

/// <summary>The uses of codes, the last recorded first.</summary>
public sealed class ListRedemptions(PromoOffersDb db)
{
    public const int PageSize = 50;

    private const int ExportedAtOnce = 1000;

    /// <returns>One more than a page where more follow.</returns>
    public async Task<List<RedemptionRow>> Run(RedemptionQuery query, CancellationToken cancel)
    {
        var rows = await Owned((await Matching(query, cancel)).OrderByDescending(r => r.Id).Take(query.Size + 1)).ToListAsync(cancel);
        return await WithConflicts(rows, cancel);
    }

    /// <returns>One more than a page where more follow.</returns>
    public async Task<List<ConflictRow>> Conflicts(RedemptionQuery query, CancellationToken cancel)
    {
        var conflicts = db.RedemptionConflicts.AsNoTracking()
            .Where(c => (query.OfferId == null || c.OfferId == query.OfferId) && (query.Before == null || c.Id < query.Before));
        if (!string.IsNullOrWhiteSpace(query.Search))
        {
            var (codeId, (from, to)) = (await CodeOf(query, cancel), Beginning(query.Search.Trim()));
#pragma warning disable CA1309 // A range of the index, in the order of the database: by code point on both.
            conflicts = conflicts.Where(c => c.CodeId == codeId || (string.Compare(c.OrderId, from) >= 0 && string.Compare(c.OrderId, to) < 0));
#pragma warning restore CA1309
        }
        return await (
            from conflict in conflicts.OrderByDescending(c => c.Id).Take(query.Size + 1)
            join code in db.PromoCodes on conflict.CodeId equals code.Id
            join offer in db.Offers on conflict.OfferId equals offer.Id
            join person in db.Participants on conflict.ParticipantId equals person.Id
            join redemption in db.Redemptions.Where(r => r.RolledBackAt == null) on conflict.CodeId equals redemption.CodeId into lives
            from live in lives.DefaultIfEmpty()
            orderby conflict.Id descending
            select new ConflictRow(
                conflict,
                new CodeOwner(code.Code, offer.PublicId, offer.Name, person.Id, person.EntryId, person.FirstName, person.LastName, person.Email),
                live == null ? null : live.PublicId, live == null ? null : live.OrderId)).ToListAsync(cancel);
    }

    /// <returns>Null: there is no such redemption.</returns>
    public async Task<RedemptionRow?> Find(string publicId, CancellationToken cancel)
    {
        var rows = await Owned(db.Redemptions.AsNoTracking().Where(r => r.PublicId == publicId)).ToListAsync(cancel);
        return (await WithConflicts(rows, cancel)).SingleOrDefault();
    }

    public async Task<RedemptionCounts> Counts(int? offerId, CancellationToken cancel) => new(
        await db.OfferCounts.Where(c => offerId == null || c.OfferId == offerId).SumAsync(c => (long)c.Redeemed, cancel),
        await db.Redemptions.LongCountAsync(r => r.RolledBackAt != null && (offerId == null || r.OfferId == offerId), cancel),
        await db.RedemptionConflicts.LongCountAsync(c => offerId == null || c.OfferId == offerId, cancel));

    /// <summary>All of a list, page by page, so that neither memory nor a long transaction is needed for a million.</summary>
    public async IAsyncEnumerable<RedemptionRow> All(RedemptionQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var page = query with { Size = ExportedAtOnce };
        while (true)
        {
            var rows = await Run(page, cancel);
            foreach (var row in rows.Take(ExportedAtOnce)) yield return row;
            if (rows.Count <= ExportedAtOnce) yield break;
            page = page with { Before = rows[ExportedAtOnce - 1].Redemption.Id };
        }
    }

    public async IAsyncEnumerable<ConflictRow> AllConflicts(RedemptionQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var page = query with { Size = ExportedAtOnce };
        while (true)
        {
            var rows = await Conflicts(page, cancel);
            foreach (var row in rows.Take(ExportedAtOnce)) yield return row;
            if (rows.Count <= ExportedAtOnce) yield break;
            page = page with { Before = rows[ExportedAtOnce - 1].Conflict.Id };
        }
    }

    private async Task<IQueryable<Redemption>> Matching(RedemptionQuery query, CancellationToken cancel)
    {
        var rows = db.Redemptions.AsNoTracking().Where(r => (query.OfferId == null || r.OfferId == query.OfferId) && (query.Before == null || r.Id < query.Before));
        if (query.Filter == RedemptionFilter.Redeemed) rows = rows.Where(r => r.RolledBackAt == null);
        if (query.Filter == RedemptionFilter.RolledBack) rows = rows.Where(r => r.RolledBackAt != null);
        if (string.IsNullOrWhiteSpace(query.Search)) return rows;
        if (await CodeOf(query, cancel) is { } codeId) return rows.Where(r => r.CodeId == codeId);
        var (from, to) = Beginning(query.Search.Trim());
#pragma warning disable CA1309 // A range of the index, in the order of the database: by code point on both.
        return rows.Where(r => string.Compare(r.OrderId, from) >= 0 && string.Compare(r.OrderId, to) < 0);
#pragma warning restore CA1309
    }

    private static (string From, string To) Beginning(string order) => (order, order + '\uffff');

    /// <summary>The code that is searched for: the exact one, else the same without white space around it; null: none is.</summary>
    private async Task<long?> CodeOf(RedemptionQuery query, CancellationToken cancel)
    {
        if (!query.ByCode) return null;
        foreach (var reading in TypedCode.Readings(query.Search!))
        {
            if (await db.PromoCodes.Where(c => c.Code == reading).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancel) is { } found) return found;
        }
        return null;
    }

    private IQueryable<RedemptionRow> Owned(IQueryable<Redemption> redemptions) =>
        from redemption in redemptions
        join code in db.PromoCodes on redemption.CodeId equals code.Id
        join offer in db.Offers on redemption.OfferId equals offer.Id
        join person in db.Participants on redemption.ParticipantId equals person.Id
        orderby redemption.Id descending
        select new RedemptionRow(
            redemption,
            new CodeOwner(code.Code, offer.PublicId, offer.Name, person.Id, person.EntryId, person.FirstName, person.LastName, person.Email));

    private async Task<List<RedemptionRow>> WithConflicts(List<RedemptionRow> rows, CancellationToken cancel)
    {
        var codes = rows.Select(r => r.Redemption.CodeId).Distinct().ToList();
        if (codes.Count == 0) return rows;
        var conflicts = (await db.RedemptionConflicts.AsNoTracking().Where(c => codes.Contains(c.CodeId)).OrderBy(c => c.Id).ToListAsync(cancel)).ToLookup(c => c.CodeId);
        return [.. rows.Select(r => r with { Conflicts = [.. conflicts[r.Redemption.CodeId]] })];
    }
}
