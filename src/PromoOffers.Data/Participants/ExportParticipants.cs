using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Participants;

/// <summary>One participant as exported.</summary>
/// <param name="Codes">Those sent, in full, in the order they were given; null: not asked for.</param>
public sealed record ExportedParticipant(ParticipantRow Row, IReadOnlyList<string>? Codes);

/// <summary>Reads a whole list, page by page, so that neither memory nor a long transaction is needed for a million.</summary>
public sealed class ExportParticipants(PromoOffersDb db, ListParticipants list, IWrites writes, TimeProvider time)
{
    private const int PageSize = 1000;

    /// <summary>Notes that somebody takes the list along; before the first row leaves.</summary>
    public Task<bool> Note(int offerId, bool withCodes, Actor actor, CancellationToken cancel) => writes.Run((open, _) =>
    {
        open.AuditEntries.Add(new AuditEntry(withCodes ? "codes.exported" : "participants.exported", actor, time.GetUtcNow().UtcDateTime, offerId));
        return Task.FromResult(true);
    }, cancel);

    /// <param name="withCodes">The caller has asked for Access Prizes.</param>
    public async IAsyncEnumerable<ExportedParticipant> Run(ParticipantQuery query, bool withCodes, [EnumeratorCancellation] CancellationToken cancel)
    {
        PageEdge? edge = null;
        do
        {
            var page = await list.Run(query with { Edge = edge, Size = PageSize }, cancel);
            var codes = withCodes ? await CodesOf(page.Rows, cancel) : null;
            foreach (var row in page.Rows)
                yield return new ExportedParticipant(row, codes is null ? null : [.. codes[row.Id]]);
            edge = page.Next;
        }
        while (edge is not null);
    }

    private async Task<ILookup<long, string>> CodesOf(IReadOnlyList<ParticipantRow> rows, CancellationToken cancel)
    {
        var ids = rows.Where(r => r.CodesSent > 0).Select(r => r.Id).ToList();
        var codes = await (
            from award in db.Awards
            join code in db.PromoCodes on award.Id equals code.AwardId
            where ids.Contains(award.ParticipantId) && code.SentAt != null
            orderby award.Id, code.Id
            select new { award.ParticipantId, code.Code }).ToListAsync(cancel);
        return codes.ToLookup(c => c.ParticipantId, c => Encoding.ASCII.GetString(c.Code));
    }
}
