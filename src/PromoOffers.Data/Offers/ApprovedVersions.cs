using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>
/// Approved terms, read once: they never change, and hold the texts of whole e-mails. A version is known by its key and its time,
/// because the key of one whose transaction was lost is given out again.
/// </summary>
public sealed class ApprovedTerms
{
    private const int Most = 500;

    private readonly ConcurrentDictionary<(int VersionId, DateTime ApprovedAt), OfferTerms> known = new();

    internal async ValueTask<OfferTerms> Of(PromoOffersDb db, int versionId, DateTime approvedAt, CancellationToken cancel)
    {
        if (known.TryGetValue((versionId, approvedAt), out var terms)) return terms;
        terms = await db.OfferVersions.AsNoTracking().Where(v => v.Id == versionId).Select(v => v.Terms).SingleAsync(cancel);
        if (known.Count >= Most) known.Clear();
        return known[(versionId, approvedAt)] = terms;
    }
}
