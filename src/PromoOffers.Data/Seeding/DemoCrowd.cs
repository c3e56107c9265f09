using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Seeding;

/// <summary>
/// Lets people join an offer of the demo, refer one another, get their codes and redeem them, by the same steps as in earnest where
/// those take the time as an argument.
/// </summary>
public sealed class DemoCrowd(CreditReferrer credit)
{
    /// <summary>People of one operation, which keeps the others waiting.</summary>
    private const int Chunk = 25;

    /// <returns>False: everybody was there already.</returns>
    internal async Task<bool> Join(PromoOffersDb db, DemoOffer demo, int offerId, int seed, OfferKey key, Actor by, DateTime now, CancellationToken cancel)
    {
        var people = await db.Participants.Where(p => p.OfferId == offerId).OrderBy(p => p.Id).ToListAsync(cancel);
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == offerId, cancel);
        var random = new Random(seed * 1000 + people.Count);
        for (var left = Math.Min(Chunk, demo.People - people.Count); left > 0; left--)
        {
            var at = demo.JoinedAt(people.Count, now);
            var referrer = people.Count > 0 && random.NextDouble() < 0.75 ? people[(int)(people.Count * Math.Pow(random.NextDouble(), 2.5))] : null;
            var person = await SignUp(db, offer, DemoPeople.Of(seed * 41 + people.Count), key, referrer, random, at, cancel);
            people.Add(person);
            if (random.NextDouble() < 0.1) continue;
            person.Confirm(at.AddMinutes(4));
            if (referrer is null) continue;
            await credit.Run(db, offer, referrer.Id, GoalType.ReferredSignUps, person.EmailHash, person.Id, at.AddMinutes(4), cancel);
            await db.SaveChangesAsync(cancel);
            await db.Entry(referrer).ReloadAsync(cancel);
            await Deliver(db, offer, referrer, random, at.AddMinutes(5), now, cancel);
        }
        if (people.Count < demo.People) return true;
        Conclude(db, demo, offer, by, now);
        return false;
    }

    internal static async Task<Participant> SignUp(
        PromoOffersDb db, Offer offer, (string First, string Last, string Email) who, OfferKey key, Participant? referrer, Random random, DateTime at,
        CancellationToken cancel)
    {
        var person = new Participant(offer.Id, who.Email, key.OfAddress(who.Email), random.Next(3) == 0 ? "fr" : "en", at)
        {
            FirstName = who.First,
            LastName = who.Last,
            SortName = Folded.SortName(who.First, who.Last, who.Email),
            ReferredById = referrer?.Id,
            ConsentedAt = random.Next(2) == 0 ? at : null,
            SharedAt = random.Next(3) > 0 ? at.AddMinutes(6) : null,
        };
        db.Participants.Add(person);
        db.ParticipantWords.AddRange(Folded.Words(who.First, who.Last, who.Email).Select(word => new ParticipantWord(offer.Id, word, person)));
        await db.SaveChangesAsync(cancel);
        db.Deliveries.Add(new Delivery(DeliveryKind.SignUp, offer.Id, offer.ApprovedId!.Value, person.Id, at)
        {
            State = DeliveryState.Sent,
            SentAt = at.AddSeconds(3),
            Attempts = 1,
            NextAttemptAt = null,
        });
        db.Totals(offer.Id).Participants++;
        db.Day(offer.Id, at).Visits += random.Next(1, 5);
        db.Day(offer.Id, at).SignUps++;
        if (person.SharedAt is { } shared) db.Day(offer.Id, shared).Shares++;
        return person;
    }

    /// <summary>Lets the mails of a winner arrive, and some of their codes be used.</summary>
    internal static async Task Deliver(PromoOffersDb db, Offer offer, Participant winner, Random random, DateTime at, DateTime now, CancellationToken cancel)
    {
        var queued = await db.Deliveries.Where(d => d.ParticipantId == winner.Id && d.State == DeliveryState.Queued).ToListAsync(cancel);
        foreach (var delivery in queued)
        {
            (delivery.Attempts, delivery.NextAttemptAt) = (1, null);
            if (random.Next(25) == 0)
            {
                (delivery.State, delivery.LastError) = (DeliveryState.Failed, "550 5.1.1 No such mailbox");
                db.ShowPrize(winner, PrizeState.Failed);
                continue;
            }
            (delivery.State, delivery.SentAt) = (DeliveryState.Sent, at);
            var code = await db.PromoCodes.SingleAsync(c => c.Id == delivery.CodeId, cancel);
            code.Sent(at);
            if (winner.CodesSent++ == 0) db.Totals(offer.Id).CodeSent++;
            db.Totals(offer.Id).CodesSent++;
            db.Day(offer.Id, at).CodesSent++;
            db.ShowPrize(winner, PrizeState.Sent);

            var used = at.AddHours(random.Next(3, 150));
            if (used >= now || random.Next(10) < 3) continue;
            db.Redemptions.Add(new Redemption(code.Id, offer.Id, winner.Id, $"NL-{50_000 + code.Id}", used) { Amount = random.Next(1_500, 9_000), Currency = "CAD", RecordedBy = ExampleShop.Name });
            db.Entry(code).Property(c => c.RedeemedAt).CurrentValue = used;
            db.Totals(offer.Id).Redeemed++;
            db.Day(offer.Id, used).Redeemed++;
            db.ShowPrize(winner, PrizeState.Redeemed);
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Brings the offer to the state it is shown in.</summary>
    private static void Conclude(PromoOffersDb db, DemoOffer demo, Offer offer, Actor by, DateTime now)
    {
        if (demo.HasNextDraft) offer.Edit(by.Name, now.AddHours(-5));
        var at = now.AddDays(-demo.Days.Last / 2);
        if (demo.EndsAs == offer.State) return;
        if (demo.EndsAs == OfferState.Paused) offer.Pause();
        if (demo.EndsAs == OfferState.Ended) offer.End(at);
        DemoOfferMaking.Tell(db, offer.State == OfferState.Paused ? "offer.paused" : "offer.ended", offer, by, at);
    }
}
