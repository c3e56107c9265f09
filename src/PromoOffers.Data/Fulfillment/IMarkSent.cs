namespace PromoOffers.Data.Fulfillment;

/// <summary>Notes that a code was sent. The statement is each database's own.</summary>
public interface IMarkSent
{
    /// <returns>False: it was sent before, and nothing changed.</returns>
    Task<bool> Mark(PromoOffersDb db, long codeId, DateTime now, CancellationToken cancel);
}
