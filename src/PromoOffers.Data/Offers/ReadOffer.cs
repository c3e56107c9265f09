using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>What every page of an offer begins with.</summary>
/// <param name="Approved">Null before the first approval.</param>
/// <param name="Draft">The terms being edited; null: nobody edits.</param>
public sealed record OfferSummary(
    int Id, string PublicId, string Name, string Slug, string Program, OfferKind Kind, OfferState State, DateTime? ArchivedAt, DateTime? EndedAt,
    OfferVersion? Approved, OfferTerms? Draft)
{
    public bool HasDraft => Draft is not null;

    /// <summary>What holds, or what is being written where nothing holds yet.</summary>
    public OfferTerms Terms => Approved?.Terms ?? Draft ?? new OfferTerms();

    public string Zone => Terms.TimeZone;

    /// <summary>Steps of the goal; 0 where there is none.</summary>
    public int Goal => Terms.Referral?.Count ?? 0;
}

/// <summary>Finds an offer by its public id.</summary>
public sealed class ReadOffer(PromoOffersDb db)
{
    /// <returns>Null: there is no such offer.</returns>
    public Task<OfferSummary?> Run(string publicId, CancellationToken cancel) => (
        from offer in db.Offers.AsNoTracking()
        join program in db.Programs on offer.ProgramId equals program.Id
        where offer.PublicId == publicId
        select new OfferSummary(
            offer.Id, offer.PublicId, offer.Name, offer.Slug, program.Name, offer.Kind, offer.State, offer.ArchivedAt, offer.EndedAt,
            offer.Approved, offer.Draft == null ? null : offer.Draft.Terms)).SingleOrDefaultAsync(cancel);

    /// <summary>The maintained totals of an offer.</summary>
    public async Task<OfferCounts> Counts(int offerId, CancellationToken cancel) =>
        await db.OfferCounts.AsNoTracking().SingleOrDefaultAsync(c => c.OfferId == offerId, cancel) ?? new OfferCounts(offerId);
}
