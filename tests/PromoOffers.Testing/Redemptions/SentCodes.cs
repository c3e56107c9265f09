using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Testing.Redemptions;

/// <summary>Codes of an offer as they stand once its winners have them.</summary>
public static class SentCodes
{
    /// <summary>A published file of these codes, the first of which went to a winner each.</summary>
    /// <param name="free">How many of the last ones nobody has.</param>
    /// <param name="hash">Of a winner's address; null: the address's own bytes.</param>
    /// <returns>The winners' keys, in the order of their codes.</returns>
    public static Task<List<long>> Send(
        this IWrites writes, int offerId, DateTime now, IReadOnlyList<string> codes, int free = 0, Func<string, byte[]>? hash = null,
        CancellationToken cancel = default) => writes.Run(async (db, stop) =>
    {
        var sequence = await db.Sequences.SingleAsync(s => s.Name == Sequence.CodeIds, stop);
        var first = sequence.Next;
        sequence.Next += codes.Count;
        var file = db.Add(new CodeFile(offerId, PublicId.New(), "codes.txt", "Ann", now)
        {
            State = CodeFileState.Published,
            PublishedAt = now,
            Codes = codes.Count,
            Free = free,
            FirstCodeId = first,
            LastCodeId = first + codes.Count - 1,
        }).Entity;
        await db.SaveChangesAsync(stop);
        var winners = new List<long>();
        for (var i = 0; i < codes.Count; i++)
        {
            var code = db.Add(new PromoCode(first + i, offerId, file.Id, i + 1, Encoding.ASCII.GetBytes(codes[i])));
            if (i >= codes.Count - free) continue;
            var address = $"winner{first + i}@example.com";
            var winner = db.Add(new Participant(offerId, address, hash?.Invoke(address) ?? Encoding.ASCII.GetBytes(address), "en", now)
            {
                Awards = 1,
                CodesSent = 1,
                Prize = PrizeState.Sent,
            }).Entity;
            await db.SaveChangesAsync(stop);
            var award = db.Add(new Award(offerId, winner.Id, 1, now) { State = AwardState.Fulfilled }).Entity;
            await db.SaveChangesAsync(stop);
            code.Property(c => c.AwardId).CurrentValue = award.Id;
            code.Property(c => c.AssignedAt).CurrentValue = now;
            code.Entity.Sent(now);
            winners.Add(winner.Id);
        }
        var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == offerId, stop);
        (counts.CodesUploaded, counts.CodesFree, counts.CodeSent) = (counts.CodesUploaded + codes.Count, counts.CodesFree + free, counts.CodeSent + winners.Count);
        return winners;
    }, cancel);
}
