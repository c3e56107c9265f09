using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Participants;

public abstract record EraseOutcome
{
    private EraseOutcome() { }

    /// <param name="Offers">In how many offers, now.</param>
    public sealed record Erased(int Offers) : EraseOutcome;

    /// <summary>The offer has no such participant.</summary>
    public sealed record NotFound : EraseOutcome;
}

/// <summary>
/// Takes a person's data out of the database, wherever they are (docs/privacy.md lists where). The mails in the folder and the
/// database's log follow outside the transaction: <see cref="ForgetMailFiles"/>, <see cref="IForgetDeleted"/>.
/// </summary>
public sealed class EraseParticipant(
    IWrites writes, IDbContextFactory<PromoOffersDb> reading, ParticipantKeys keys, AwardWinners awards, DrawMore more, TimeProvider time)
{
    /// <summary>What an audit entry may go on saying of somebody who was erased; everything else may be text that somebody typed.</summary>
    private static readonly string[] KeptDetails = ["order", "drawing", "rank", "category"];

    private const string Gone = "–";

    /// <param name="everywhere">In every offer that has the address, not in this one alone.</param>
    public async Task<EraseOutcome> Run(int offerId, string entryId, bool everywhere, Actor actor, CancellationToken cancel = default)
    {
        if (await Find(offerId, entryId, everywhere, cancel) is not { } people) return new EraseOutcome.NotFound();
        var erased = 0;
        foreach (var id in people)
        {
            if (await writes.Run((db, stop) => Erase(db, id, actor, stop), cancel) is not { } drawings) continue;
            erased++;
            foreach (var (offer, number) in drawings) await more.Run(offer, number, cancel);
        }
        return new EraseOutcome.Erased(erased);
    }

    /// <returns>Null: there is nobody.</returns>
    private async Task<IReadOnlyList<long>?> Find(int offerId, string entryId, bool everywhere, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var person = await db.Participants.Where(p => p.OfferId == offerId && p.EntryId == entryId).Select(p => new { p.Id, p.Email }).SingleOrDefaultAsync(cancel);
        if (person is null) return null;
        var people = new List<long> { person.Id };
        if (!everywhere || person.Email is not { } address) return people;
        foreach (var other in await db.Offers.Where(o => o.Id != offerId).Select(o => o.Id).ToListAsync(cancel))
        {
            var hash = (await keys.For(other, cancel)).OfAddress(address);
            people.AddRange(await db.Participants.Where(p => p.OfferId == other && p.EmailHash == hash).Select(p => p.Id).ToListAsync(cancel));
        }
        return people;
    }

    /// <returns>The drawings in which somebody else moves up; null: erased before.</returns>
    private async Task<IReadOnlyList<(int OfferId, int Number)>?> Erase(PromoOffersDb db, long id, Actor actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var person = await db.Participants.SingleAsync(p => p.Id == id, cancel);
        if (person.ErasedAt is not null) return null;
        person.Erase(now);
        await db.SaveChangesAsync(cancel);
        await db.ParticipantWords.Where(w => w.ParticipantId == id).ExecuteDeleteAsync(cancel);
        await db.ReportedEvents.Where(e => e.ParticipantId == id).ExecuteDeleteAsync(cancel);
        await WithdrawEntries(db, id, now, cancel);
        await StopMails(db, id, cancel);
        var drawings = await GiveUpPrizes(db, id, now, cancel);
        await ClearWhatWasTyped(db, id, cancel);
        db.AuditEntries.Add(new AuditEntry("participants.erased", actor, now, person.OfferId, id));
        await db.ShowPrize(person, cancel);
        return drawings;
    }

    /// <summary>Before the freeze an entry is withdrawn; afterwards it stays, for the list is public and is not changed.</summary>
    private static async Task WithdrawEntries(PromoOffersDb db, long id, DateTime now, CancellationToken cancel)
    {
        foreach (var entry in await db.Entries.Where(e => e.ParticipantId == id).ToListAsync(cancel))
        {
            var counted = entry.ConfirmedAt is null ? 0 : 1;
            // Holds the drawing's row until the end of the transaction: it does not begin to close between this and the entry.
            var open = await db.Drawings.Where(d => d.Id == entry.DrawingId && d.State == DrawingState.Scheduled && d.FreezesAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.Entrants, d => d.Entrants - counted), cancel);
            if (open == 1) db.Entries.Remove(entry);
        }
        await db.SaveChangesAsync(cancel);
    }

    private static async Task StopMails(PromoOffersDb db, long id, CancellationToken cancel)
    {
        var mails = db.Deliveries.Where(d => d.ParticipantId == id);
        await mails.ExecuteUpdateAsync(set => set.SetProperty(d => d.LastError, (string?)null), cancel);
        await mails.Where(d => d.NextAttemptAt != null).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Failed)
            .SetProperty(d => d.NextAttemptAt, (DateTime?)null)
            .SetProperty(d => d.LastError, MailErrors.Erased), cancel);
    }

    /// <summary>What has no code yet gets none: nobody could be sent it. What was won goes to the next in the drawn order.</summary>
    private async Task<IReadOnlyList<(int, int)>> GiveUpPrizes(PromoOffersDb db, long id, DateTime now, CancellationToken cancel)
    {
        var drawings = new List<(int, int)>();
        foreach (var award in await db.Awards.Where(a => a.ParticipantId == id && (a.State == AwardState.Held || a.State == AwardState.Waiting)).ToListAsync(cancel))
        {
            if (award.WinnerId is { } winner && await GivesUpPlace(db, winner, now, cancel) is { } drawing) drawings.Add((drawing.OfferId, drawing.Number));
            else if (award.WinnerId is null) award.State = AwardState.Withdrawn;
        }
        await db.SaveChangesAsync(cancel);
        return drawings;
    }

    /// <returns>Null: the drawing is being made final at this moment, and the award stands.</returns>
    private async Task<Drawing?> GivesUpPlace(PromoOffersDb db, long winnerId, DateTime now, CancellationToken cancel)
    {
        var place = await db.Winners.AsNoTracking().SingleAsync(w => w.Id == winnerId, cancel);
        var (offerId, number) = await db.Drawings.Where(d => d.Id == place.DrawingId).Select(d => ValueTuple.Create(d.OfferId, d.Number)).SingleAsync(cancel);
        if (await db.Drawn(offerId, number, place.Rank, cancel) is not ({ State: DrawingState.Final } drawing, _)) return null;
        db.DrawingRecords.Add(new DrawingRecord(drawing, place.Rank, RecordAct.Disqualified, DisqualificationCategory.Other, null, Actor.System.Name, now));
        await db.Withdraw(winnerId, "", now, cancel);
        await db.Settle(drawing, now, cancel);
        await awards.Run(db, drawing, 1, now, cancel);
        return drawing;
    }

    private static async Task ClearWhatWasTyped(PromoOffersDb db, long id, CancellationToken cancel)
    {
        await db.PromoCodes.Where(c => c.VoidReason != null && db.Awards.Any(a => a.Id == c.AwardId && a.ParticipantId == id))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.VoidReason, (string?)null), cancel);
        await db.DrawingRecords.Where(r => r.Note != null && db.Winners.Any(w => w.DrawingId == r.DrawingId && w.Rank == r.Rank && w.ParticipantId == id))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Note, (string?)null), cancel);
        await ClearRollbacks(db, id, cancel);
        foreach (var told in await db.AuditEntries.Where(e => e.ParticipantId == id).ToListAsync(cancel))
        {
            if (told.Details.Keys.All(KeptDetails.Contains)) continue;
            db.Entry(told).Property(e => e.Details).CurrentValue = told.Details.ToDictionary(d => d.Key, d => KeptDetails.Contains(d.Key) ? d.Value : Gone);
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The reason of a rollback stands in the answer, too, that is kept for a program which asks again.</summary>
    private static async Task ClearRollbacks(PromoOffersDb db, long id, CancellationToken cancel)
    {
        var rolledBack = await db.Redemptions.Where(r => r.ParticipantId == id && r.RolledBackAt != null).ToListAsync(cancel);
        foreach (var redemption in rolledBack)
        {
            db.Entry(redemption).Property(r => r.RollbackReason).CurrentValue = "";
            await db.AnsweredRequests.Where(a => a.Route.EndsWith("/rollback") && a.Body.Contains(redemption.PublicId)).ExecuteDeleteAsync(cancel);
        }
    }
}
