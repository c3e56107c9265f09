using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Fulfillment;

/// <summary>One winner as exported, or somebody who was disqualified.</summary>
/// <param name="PublicEntryId">As the public list has it.</param>
/// <param name="Code">In full; null: not asked for, or there is none.</param>
public sealed record ExportedWinner(WinnerRow Row, string PublicEntryId, string? Code);

/// <summary>Reads the winners of a drawing, some at a time.</summary>
public sealed class ExportWinners(PromoOffersDb db, ListWinners list, IWrites writes, TimeProvider time)
{
    private const int ReadTogether = 500;

    /// <summary>Notes that somebody takes the list along; before the first row leaves.</summary>
    public Task<bool> Note(Drawing drawing, bool withCodes, Actor actor, CancellationToken cancel = default) => writes.Run((open, _) =>
    {
        open.AuditEntries.Add(new AuditEntry(withCodes ? "winners.codes-exported" : "winners.exported", actor, time.GetUtcNow().UtcDateTime, drawing.OfferId)
        {
            Details = new Dictionary<string, string> { ["drawing"] = $"{drawing.Number}" },
        });
        return Task.FromResult(true);
    }, cancel);

    /// <param name="withCodes">The caller has asked for Access Prizes.</param>
    public async IAsyncEnumerable<ExportedWinner> Run(Drawing drawing, bool withCodes, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var places in (await list.Places(drawing, cancel)).Chunk(ReadTogether))
        {
            var ranks = places.Select(p => p.Rank).ToList();
            var ids = await (
                from winner in db.Winners
                join entry in db.Entries on winner.EntryId equals entry.Id
                where winner.DrawingId == drawing.Id && ranks.Contains(winner.Rank)
                select new { winner.Rank, entry.PublicId }).ToDictionaryAsync(e => e.Rank, e => e.PublicId, cancel);
            foreach (var row in await list.Rows(drawing, places, cancel))
                yield return new(row, ids[row.Place.Rank], withCodes && row.Award?.Code is { } code ? Encoding.ASCII.GetString(code) : null);
        }
    }
}
