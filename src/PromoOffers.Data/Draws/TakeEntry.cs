using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Draws;

/// <summary>Takes somebody into the drawing that is open, inside the operation in which they enter: once for an address and period.</summary>
public sealed class TakeEntry(CreditReferrer credit)
{
    /// <param name="offer">A sweepstakes, open at <paramref name="now"/>, with its approved terms.</param>
    /// <returns>The entry, made now or before; null: no drawing is open.</returns>
    public static async Task<Entry?> Run(PromoOffersDb db, Offer offer, Participant participant, DateTime now, CancellationToken cancel)
    {
        var drawing = await db.Drawings.AsNoTracking().SingleOrDefaultAsync(
            d => d.OfferId == offer.Id && d.State == DrawingState.Scheduled && d.OpensAt <= now && d.ClosesAt > now, cancel);
        if (drawing is null) return null;
        var entry = await db.Entries.SingleOrDefaultAsync(e => e.DrawingId == drawing.Id && e.ParticipantId == participant.Id, cancel);
        if (entry is not null) return entry;
        entry = db.Entries.Add(new Entry(drawing.Id, participant.Id, now)).Entity;
        await db.SaveChangesAsync(cancel);
        return entry;
    }

    /// <summary>Lets an entry count from now on, and credits whoever brought this person: in the drawing of the friend's first entry that counts.</summary>
    /// <returns>False: its drawing has frozen.</returns>
    public async Task<bool> Count(PromoOffersDb db, Offer offer, Participant participant, Entry entry, DateTime now, CancellationToken cancel)
    {
        if (entry.ConfirmedAt is not null) return true;
        // Holds the drawing's row until the end of the transaction: it does not begin to close between this and the entry.
        var open = await db.Drawings.Where(d => d.Id == entry.DrawingId && d.State == DrawingState.Scheduled && d.FreezesAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Entrants, d => d.Entrants + 1), cancel);
        if (open == 0) return false;
        entry.Confirm(now);
        if (participant.ReferredById is { } friend
            && await credit.Run(db, offer, friend, GoalType.ReferredSignUps, participant.EmailHash, participant.Id, now, cancel))
            entry.BroughtById = friend;
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Lets every entry of this person count whose drawing has not frozen.</summary>
    /// <returns>How many did not count before.</returns>
    public async Task<int> CountAll(PromoOffersDb db, Offer offer, Participant participant, DateTime now, CancellationToken cancel)
    {
        var pending = await db.Entries.Where(e => e.ParticipantId == participant.Id && e.ConfirmedAt == null).OrderBy(e => e.Id).ToListAsync(cancel);
        var counted = 0;
        foreach (var entry in pending)
        {
            if (await Count(db, offer, participant, entry, now, cancel)) counted++;
        }
        return counted;
    }
}
