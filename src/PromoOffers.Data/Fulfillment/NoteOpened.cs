using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Notes that somebody opened a mail in which they can read a code.</summary>
public sealed class NoteOpened(IWrites writes)
{
    public Task<bool> Run(Delivery delivery, Actor actor, DateTime now, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            db.AuditEntries.Add(new AuditEntry("emails.opened", actor, now, delivery.OfferId, delivery.ParticipantId));
            return Task.FromResult(true);
        }, cancel);
}
