using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.Fulfillment;

internal static class HolderOfCode
{
    /// <summary>Whoever was erased keeps the code, and can be sent nothing.</summary>
    public static Task<bool> HolderWasErased(this PromoOffersDb db, int offerId, long codeId, CancellationToken cancel) => (
        from code in db.PromoCodes
        join award in db.Awards on code.AwardId equals award.Id
        join person in db.Participants on award.ParticipantId equals person.Id
        where code.Id == codeId && code.OfferId == offerId && person.ErasedAt != null
        select code.Id).AnyAsync(cancel);
}
