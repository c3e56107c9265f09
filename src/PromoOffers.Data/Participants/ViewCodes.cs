using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.Participants;

/// <summary>One code that a participant was given.</summary>
/// <param name="SentAt">When a mail server first accepted it; null: not sent yet.</param>
/// <param name="Delivery">The mail that carries it; null: there is none.</param>
/// <param name="OrderId">The shop's number of the order it was redeemed with; null: not redeemed.</param>
public sealed record CodeGiven(
    long Id, long AwardId, string Code, DateTime? SentAt, DateTime? RedeemedAt, DateTime? VoidedAt, string? VoidReason, DeliveryOfCode? Delivery, string? OrderId);

public sealed record DeliveryOfCode(DeliveryState State, DateTime? SentAt, DateTime? NextAttemptAt);

public sealed record CodesOfParticipant(Participant Participant, IReadOnlyList<CodeGiven> Codes);

/// <summary>Shows the codes of a participant in full. Each opening is one entry in the audit trail, written before a code is shown.</summary>
public sealed class ViewCodes(IWrites writes, TimeProvider time)
{
    public const string Action = "codes.viewed";

    /// <returns>Null: the offer has no such participant.</returns>
    public Task<CodesOfParticipant?> Run(int offerId, string entryId, Actor actor, CancellationToken cancel) => writes.Run(async (db, stop) =>
    {
        var participant = await db.Participants.AsNoTracking().SingleOrDefaultAsync(p => p.OfferId == offerId && p.EntryId == entryId, stop);
        if (participant is null) return null;
        db.AuditEntries.Add(new AuditEntry(Action, actor, time.GetUtcNow().UtcDateTime, offerId, participant.Id));
        return new CodesOfParticipant(participant, await Given(db, participant.Id, stop));
    }, cancel);

    private static async Task<IReadOnlyList<CodeGiven>> Given(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        var rows = await (
            from award in db.Awards
            join code in db.PromoCodes on award.Id equals code.AwardId
            where award.ParticipantId == participantId
            orderby award.Ordinal, code.AssignedAt, code.Id
            select new
            {
                Code = code,
                OrderId = db.Redemptions.Where(r => r.CodeId == code.Id && r.RolledBackAt == null).Select(r => r.OrderId).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(cancel);
        // By the participant, whose mails are few: for the last mail of each code EF would number all mails there are.
        var mails = await db.Deliveries.AsNoTracking()
            .Where(d => d.ParticipantId == participantId && d.CodeId != null)
            .OrderBy(d => d.Id).Select(d => new { d.CodeId, Mail = new DeliveryOfCode(d.State, d.SentAt, d.NextAttemptAt) }).ToListAsync(cancel);
        return [.. rows.Select(r => Shown(r.Code, mails.LastOrDefault(m => m.CodeId == r.Code.Id)?.Mail, r.OrderId))];
    }

    private static CodeGiven Shown(PromoCode code, DeliveryOfCode? delivery, string? orderId) => new(
        code.Id, code.AwardId!.Value, Encoding.ASCII.GetString(code.Code), code.SentAt, code.RedeemedAt, code.VoidedAt, code.VoidReason, delivery, orderId);
}
