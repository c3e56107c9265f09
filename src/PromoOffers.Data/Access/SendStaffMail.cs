using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Access;

/// <summary>Puts a mail to staff into the outbox.</summary>
public sealed class SendStaffMail(IWrites writes)
{
    public Task<bool> Run(string protectedContent, DateTime now, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            db.Deliveries.Add(new Delivery(protectedContent, now));
            return Task.FromResult(true);
        }, cancel);
}
