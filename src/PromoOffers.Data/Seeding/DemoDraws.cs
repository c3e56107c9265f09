using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Seeding;

/// <summary>
/// Plays the sweepstakes of the demo: people enter each drawing, its list freezes, winners are picked and made final, by the operations
/// that do so in earnest, at the hour at which it would have happened.
/// </summary>
public sealed class DemoDraws(
    IWrites writes, IDbContextFactory<PromoOffersDb> reading, ParticipantKeys keys, CreditReferrer credit, DrawSeeds seeds, ReadOrder order, AwardWinners awards, AwardManyWinners manyAwards, IInsertMany insert)
{
    /// <summary>People of one operation, which keeps the others waiting.</summary>
    private const int Chunk = 25;

    internal async Task Play(DemoDraw demo, int seed, Actor by, DateTime now, CancellationToken cancel)
    {
        var sealedSeeds = seeds.Make(demo.Periods(now).Count);
        var offerId = await writes.Run((db, stop) => Make(db, demo, seed, sealedSeeds, by, now, stop), cancel);
        var key = await keys.For(offerId, cancel);
        foreach (var drawing in await Drawings(offerId, cancel))
        {
            if (drawing.OpensAt >= now || drawing.State != DrawingState.Scheduled) continue;
            while (await writes.Run((db, stop) => Enter(db, demo, drawing.Number, seed, key, now, stop), cancel)) { }
        }
        foreach (var drawing in (await Drawings(offerId, cancel)).Where(d => d.FreezesAt < now)) await Conclude(demo, drawing, by, now, cancel);
    }

    private async Task<List<Drawing>> Drawings(int offerId, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return await db.Drawings.AsNoTracking().Where(d => d.OfferId == offerId).OrderBy(d => d.Number).ToListAsync(cancel);
    }

    /// <returns>Its key; that of an earlier, interrupted seeding where there is one.</returns>
    private static async Task<int> Make(
        PromoOffersDb db, DemoDraw demo, int seed, IReadOnlyList<SealedSeed> sealedSeeds, Actor by, DateTime now, CancellationToken cancel)
    {
        if (await db.Offers.SingleOrDefaultAsync(o => o.Slug == demo.Slug, cancel) is { } before) return before.Id;
        var at = demo.ApprovedAt(now);
        var program = await db.Programs.SingleAsync(p => p.Name == DemoDraw.Program, cancel);
        var offer = db.Offers.Add(new Offer(program.Id, demo.Name, demo.Slug, OfferKind.Sweepstakes, demo.Terms(now), by.Name, at.AddHours(-5))).Entity;
        await db.SaveChangesAsync(cancel);
        db.OfferCounts.Add(new OfferCounts(offer.Id));
        DemoOfferMaking.Tell(db, "offer.created", offer, by, at.AddHours(-5));
        await db.SaveChangesAsync(cancel);
        await DemoOfferMaking.AddCodes(db, offer, demo.Codes, seed, by, at.AddHours(-2), cancel);
        offer.Approve(by.Name, at);
        DemoOfferMaking.Tell(db, "offer.approved", offer, by, at);
        new DrawingPlan(demo.Periods(now), 1, null).Commit(db, offer, sealedSeeds, by, at);
        return offer.Id;
    }

    /// <returns>Whether others may enter this drawing after these.</returns>
    private async Task<bool> Enter(PromoOffersDb db, DemoDraw demo, int number, int seed, OfferKey key, DateTime now, CancellationToken cancel)
    {
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Slug == demo.Slug, cancel);
        var drawings = await db.Drawings.Where(d => d.OfferId == offer.Id && d.OpensAt < now).OrderBy(d => d.Number).ToListAsync(cancel);
        var drawing = drawings.Single(d => d.Number == number);
        var people = await db.Participants.Where(p => p.OfferId == offer.Id).OrderBy(p => p.Id).ToListAsync(cancel);
        var entered = await db.Entries.Where(e => e.DrawingId == drawing.Id).Select(e => e.ParticipantId).ToHashSetAsync(cancel);
        var random = new Random((seed * 1000) + (number * 100) + people.Count);
        var coming = Coming(demo, number, drawings.Count).Where(i => i >= people.Count || !entered.Contains(people[i].Id)).Take(Chunk).ToList();
        foreach (var person in coming)
        {
            var until = drawing.ClosesAt < now ? drawing.ClosesAt : now;
            var at = drawing.OpensAt + ((until - drawing.OpensAt) * ((person + 0.5) / demo.People));
            await Enter(db, offer, drawing, person < people.Count ? people[person] : null, people, seed, key, random, at, cancel);
        }
        return coming.Count == Chunk;
    }

    /// <summary>Those who are new in this drawing, and some of those before.</summary>
    private static IEnumerable<int> Coming(DemoDraw demo, int number, int drawings) =>
        Enumerable.Range(0, demo.People).Where(i => ((i * drawings) / demo.People) + 1 is var first && (first == number || (first < number && (i + number) % 3 > 0)));

    private async Task Enter(
        PromoOffersDb db, Offer offer, Drawing drawing, Participant? known, List<Participant> people, int seed, OfferKey key, Random random, DateTime at, CancellationToken cancel)
    {
        var referrer = known is null && people.Count > 0 && random.Next(2) == 0 ? people[random.Next(people.Count)] : null;
        var person = known ?? await DemoCrowd.SignUp(db, offer, DemoPeople.Of((seed * 41) + people.Count), key, referrer, random, at, cancel);
        if (known is null) people.Add(person);
        var entry = db.Entries.Add(new Entry(drawing.Id, person.Id, at)).Entity;
        // One in fifteen never opens the mail: that entry does not count.
        if (known is not null || random.Next(15) > 0)
        {
            person.Confirm(at.AddMinutes(4));
            entry.Confirm(at.AddMinutes(4));
            await db.Drawings.Where(d => d.Id == drawing.Id).ExecuteUpdateAsync(set => set.SetProperty(d => d.Entrants, d => d.Entrants + 1), cancel);
            if (referrer is not null && await credit.Run(db, offer, referrer.Id, GoalType.ReferredSignUps, person.EmailHash, person.Id, at.AddMinutes(4), cancel))
                entry.BroughtById = referrer.Id;
        }
        await db.SaveChangesAsync(cancel);
    }

    private async Task Conclude(DemoDraw demo, Drawing drawing, Actor by, DateTime now, CancellationToken cancel)
    {
        await new CloseDrawings(writes, reading, new DemoClock(drawing.FreezesAt.AddSeconds(8))).Run(cancel);
        var at = drawing.FreezesAt.AddHours(9) is var morning && morning < now ? morning : now.AddMinutes(-30);
        if (!demo.IsPicked || at < drawing.FreezesAt) return;
        var clock = new DemoClock(at);
        var more = new DrawMore(writes, reading, order, insert, clock);
        await new RunDraw(writes, reading, order, more, insert, clock).Run(drawing.OfferId, drawing.Number, demo.Winners, null, by, cancel);
        if (drawing.Number == 2)
            await new Disqualify(writes, awards, more, clock).Run(
                drawing.OfferId, 2, (await Won(drawing, cancel))[1], DisqualificationCategory.EnteredTwice, "Two addresses of one household.", by, cancel);
        await new FinalizeDraw(writes, reading, seeds, more, manyAwards, clock).Run(drawing.OfferId, drawing.Number, (await Won(drawing, cancel)).Count, by, cancel);
        await writes.Run((db, stop) => Deliver(db, drawing, at.AddMinutes(2), now, stop), cancel);
    }

    /// <summary>The ranks that win.</summary>
    private async Task<List<int>> Won(Drawing drawing, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return await db.Winners.Where(w => w.DrawingId == drawing.Id && w.Outcome == Outcome.Won).OrderBy(w => w.Rank).Select(w => w.Rank).ToListAsync(cancel);
    }

    private static async Task<bool> Deliver(PromoOffersDb db, Drawing drawing, DateTime at, DateTime now, CancellationToken cancel)
    {
        var offer = await db.Offers.SingleAsync(o => o.Id == drawing.OfferId, cancel);
        var random = new Random(drawing.Id);
        var winners = await db.Participants.Where(p => db.Winners.Any(w => w.DrawingId == drawing.Id && w.ParticipantId == p.Id && w.Outcome == Outcome.Won)
            && db.Deliveries.Any(d => d.ParticipantId == p.Id && d.State == DeliveryState.Queued)).OrderBy(p => p.Id).ToListAsync(cancel);
        foreach (var winner in winners) await DemoCrowd.Deliver(db, offer, winner, random, at, now, cancel);
        return winners.Count > 0;
    }

    /// <summary>Says one hour.</summary>
    private sealed class DemoClock(DateTime at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(at);
    }
}
