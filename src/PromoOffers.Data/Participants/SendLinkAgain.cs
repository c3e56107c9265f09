using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Participants;

/// <summary>
/// Mails a participant the private link once more, also of an offer that takes nobody in any more: the code that was earned stays good.
/// Whether there was anybody to mail, only the mailbox learns.
/// </summary>
public sealed class SendLinkAgain(IWrites writes, OfferAtWork offers, ParticipantKeys keys, TimeProvider time)
{
    /// <param name="email">As <see cref="Domain.Participants.EmailAddress.Read"/> gives it.</param>
    /// <returns>Whether a mail was queued.</returns>
    public async Task<bool> Run(int offerId, string email, CancellationToken cancel = default)
    {
        var hash = (await keys.For(offerId, cancel)).OfAddress(email);
        return await writes.Run(async (db, stop) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var offer = await offers.Find(db, offerId, stop);
            var participant = await db.Participants.SingleOrDefaultAsync(p => p.OfferId == offerId && p.EmailHash == hash && p.Email != null, stop);
            if (offer.ApprovedId is not { } terms || participant is null || await db.HadEnoughMails(participant, now, stop)) return false;
            db.Deliveries.Add(new Delivery(DeliveryKind.SignUp, offerId, terms, participant.Id, now));
            return true;
        }, cancel);
    }
}
