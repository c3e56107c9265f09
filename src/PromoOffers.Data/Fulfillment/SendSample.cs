using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Puts a sample of an offer's mail into the outbox, for a member of staff. It carries no code of a file.</summary>
public sealed class SendSample(IWrites writes)
{
    public Task<bool> Run(int offerId, string protectedContent, Actor actor, DateTime now, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            db.Deliveries.Add(new Delivery(protectedContent, now));
            db.AuditEntries.Add(new AuditEntry("emails.sample-sent", actor, now, offerId));
            return Task.FromResult(true);
        }, cancel);
}
