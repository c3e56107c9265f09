using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Gives those who have won a drawing their award, its code and its mail, each once, inside the operation that made them win.</summary>
public sealed class AwardWinners(FulfillAward fulfill)
{
    /// <param name="most">Winners at once, in the drawn order.</param>
    /// <returns>How many there were; fewer than <paramref name="most"/>: all have their award.</returns>
    public async Task<int> Run(PromoOffersDb db, Drawing drawing, int most, DateTime now, CancellationToken cancel)
    {
        var winners = await db.Winners
            .Where(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Won && !db.Awards.Any(a => a.WinnerId == w.Id && a.State != AwardState.Withdrawn))
            .OrderBy(w => w.Rank).Take(most).AsNoTracking().ToListAsync(cancel);
        if (winners.Count == 0) return 0;
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == drawing.OfferId, cancel);
        var ids = winners.Select(w => w.ParticipantId).ToList();
        var people = await db.Participants.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var keys = winners.Select(w => (long?)w.Id).ToList();
        var awards = await db.Awards.Where(a => keys.Contains(a.WinnerId)).ToDictionaryAsync(a => a.WinnerId!.Value, cancel);
        var made = Make(db, offer, winners, people, awards, now);
        await db.SaveChangesAsync(cancel);
        foreach (var winner in winners) await Fulfill(db, offer, people[winner.ParticipantId], awards[winner.Id], now, cancel);
        if (made.Awards > 0) db.Day(offer.Id, now).Awards += made.Awards;
        db.Totals(offer.Id).GoalMet += made.People;
        return winners.Count;
    }

    /// <summary>Somebody who was reinstated takes up the award again that was withdrawn.</summary>
    /// <returns>How many awards, and how many people who had none before.</returns>
    private static (int Awards, int People) Make(
        PromoOffersDb db, Offer offer, List<Winner> winners, Dictionary<long, Participant> people, Dictionary<long, Award> awards, DateTime now)
    {
        var (made, first) = (0, 0);
        foreach (var winner in winners)
        {
            if (awards.ContainsKey(winner.Id)) continue;
            var person = people[winner.ParticipantId];
            awards[winner.Id] = db.Awards.Add(new Award(offer.Id, person.Id, ++person.Awards, now) { WinnerId = winner.Id }).Entity;
            made++;
            if (person.GoalMetAt is not null) continue;
            person.GoalMetAt = now;
            first++;
        }
        return (made, first);
    }

    private async Task Fulfill(PromoOffersDb db, Offer offer, Participant person, Award award, DateTime now, CancellationToken cancel)
    {
        db.ShowPrize(person, await fulfill.Run(db, offer, award, now, cancel));
        if (person.Awards > 1) await db.ShowPrize(person, cancel);
    }
}
