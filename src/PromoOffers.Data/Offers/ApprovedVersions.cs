using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>
/// Approved terms, read once: they never change, and hold the texts of whole e-mails. A version is known by its key and its time,
/// because the key of one whose transaction was lost is given out again. For reading; no context is to track one.
/// </summary>
public sealed class ApprovedVersions
{
    private const int Most = 500;

    private readonly ConcurrentDictionary<(int VersionId, DateTime ApprovedAt), OfferVersion> known = new();

    public async ValueTask<OfferVersion> Of(PromoOffersDb db, int versionId, DateTime approvedAt, CancellationToken cancel)
    {
        if (known.TryGetValue((versionId, approvedAt), out var version)) return version;
        version = await db.OfferVersions.AsNoTracking().SingleAsync(v => v.Id == versionId, cancel);
        if (known.Count >= Most) known.Clear();
        return known[(versionId, approvedAt)] = version;
    }
}
