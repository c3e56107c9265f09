using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>What the list can be narrowed to.</summary>
public enum ActivityFilter { All, Approved, Draft, Paused, Ended, Archived }

/// <summary>An offer as Marketing Activities lists it.</summary>
public sealed record OfferRow(
    int Id, string PublicId, int ProgramId, string Name, OfferKind Kind, OfferState State, bool HasDraft, DateTime? ArchivedAt, OfferCounts Counts)
{
    /// <summary>Null before the first approval; then the draft's.</summary>
    public OfferTerms? Terms { get; init; }
    public bool IsOver { get; init; }

    /// <summary>The day on which its codes run out; null: none is in sight.</summary>
    public DateOnly? RunsOutOn { get; init; }

    public ActivityFilter Filter =>
        ArchivedAt is not null ? ActivityFilter.Archived
        : IsOver ? ActivityFilter.Ended
        : State switch
        {
            OfferState.Draft => ActivityFilter.Draft,
            OfferState.Approved => ActivityFilter.Approved,
            OfferState.Paused => ActivityFilter.Paused,
            OfferState.Ended => ActivityFilter.Ended,
        };

    public string Chip => Filter == ActivityFilter.Approved && HasDraft ? "ApprovedWithDraft" : Filter.ToString();

    /// <summary>Fewer free codes than this are low; null where it does not matter.</summary>
    public long? Low => Filter == ActivityFilter.Approved && Terms is { UsePromoCodes: true }
        ? Terms.LowStockBelow ?? Math.Max(1, Counts.CodesUploaded / 10)
        : null;

    public bool NeedsCodes => Low is { } low && (Counts.CodesFree < low || Counts.CodesFree == 0);
}

public sealed record ProgramRow(int Id, string PublicId, string Name, IReadOnlyList<OfferRow> Offers);

/// <param name="Programs">With the offers that the search and the filter leave.</param>
public sealed record ActivitiesPage(IReadOnlyList<ProgramRow> Programs, IReadOnlyList<OfferRow> All, string? Search, ActivityFilter Filter)
{
    public IEnumerable<OfferRow> NeedingCodes => All.Where(o => o.NeedsCodes);

    public int Count(ActivityFilter filter) =>
        All.Count(o => filter == ActivityFilter.All ? o.Filter != ActivityFilter.Archived : o.Filter == filter);

    public bool IsNarrowed => !string.IsNullOrWhiteSpace(Search) || Filter != ActivityFilter.All;
}
