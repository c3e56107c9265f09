namespace PromoOffers.Web.Features.Shared;

/// <summary>Previous and Next under a list.</summary>
/// <param name="First">Number of the first row shown; 0 where the position is not known.</param>
/// <param name="Previous">Address; null: there is none before.</param>
public sealed record Pager(long First, long Last, long Total, string? Previous, string? Next)
{
    public bool LeadsOn => Previous is not null || Next is not null;
}
