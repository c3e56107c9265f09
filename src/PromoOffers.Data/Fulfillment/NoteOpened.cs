using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>
/// Notes that somebody opened a mail in which they can read a code, as <see cref="ViewCodes"/> does, or a private link, which leads to one.
/// </summary>
public sealed class NoteOpened(IWrites writes)
{
    public Task<bool> Run(Delivery delivery, Actor actor, DateTime now, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            var action = delivery.CodeId is null ? "emails.opened" : ViewCodes.Action;
            db.AuditEntries.Add(new AuditEntry(action, actor, now, delivery.OfferId, delivery.ParticipantId));
            return Task.FromResult(true);
        }, cancel);
}
