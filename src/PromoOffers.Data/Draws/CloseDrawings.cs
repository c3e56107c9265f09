using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Draws;

/// <summary>
/// Freezes every drawing whose time has come: from its closing on no entry is taken or confirmed, so the weights and the list can be
/// written outside a transaction, by any server, and by another one where the first is lost. The digest is public with the last step.
/// </summary>
public sealed class CloseDrawings(IWrites writes, IDbContextFactory<PromoOffersDb> reading, TimeProvider time)
{
    /// <summary>A list of a million is written in seconds.</summary>
    private static readonly TimeSpan LeaseHolds = TimeSpan.FromMinutes(5);

    private const int Chunk = 1000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <returns>How many were frozen.</returns>
    public async Task<int> Run(CancellationToken cancel = default)
    {
        var frozen = 0;
        var owner = PublicId.New();
        foreach (var id in await Due(cancel))
        {
            if (!await Take(id, owner, cancel)) continue;
            await Weigh(id, cancel);
            if (await Freeze(id, owner, cancel)) frozen++;
        }
        return frozen;
    }

    private async Task<List<int>> Due(CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return await Due(db.Drawings, Now).OrderBy(d => d.FreezesAt).Select(d => d.Id).ToListAsync(cancel);
    }

    private static IQueryable<Drawing> Due(IQueryable<Drawing> drawings, DateTime now) => drawings.Where(d =>
        (d.State == DrawingState.Scheduled && d.FreezesAt <= now) || (d.State == DrawingState.Closing && (d.LeaseUntil == null || d.LeaseUntil < now)));

    private Task<bool> Take(int id, string owner, CancellationToken cancel) => writes.Run(async (db, stop) =>
    {
        var (now, until) = (Now, Now + LeaseHolds);
        return await Due(db.Drawings.Where(d => d.Id == id), now).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DrawingState.Closing)
            .SetProperty(d => d.LeaseOwner, owner)
            .SetProperty(d => d.LeaseUntil, until), stop) == 1;
    }, cancel);

    /// <summary>Gives those who brought friends their extra entries; what is set twice is set to the same.</summary>
    private async Task Weigh(int id, CancellationToken cancel)
    {
        var terms = await Terms(id, cancel);
        if (terms.Extra(1) == 0) return;
        for (var after = 0L; ;)
        {
            var friends = await Friends(id, after, cancel);
            if (friends.Count == 0) return;
            after = friends[^1].ParticipantId;
            foreach (var alike in friends.GroupBy(f => terms.WeightWith(f.Friends), f => f.ParticipantId))
            {
                var (weight, holders) = (alike.Key, alike.ToList());
                await writes.Run((db, stop) => db.Entries
                    .Where(e => e.DrawingId == id && holders.Contains(e.ParticipantId) && db.Drawings.Any(d => d.Id == id && d.State == DrawingState.Closing))
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.Weight, weight), stop), cancel);
            }
        }
    }

    private async Task<SweepstakesTerms> Terms(int id, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return (await db.Drawings.Where(d => d.Id == id).Join(db.Offers, d => d.OfferId, o => o.Id, (_, o) => o.Approved!.Terms).SingleAsync(cancel)).Sweepstakes!;
    }

    private async Task<List<Bringer>> Friends(int id, long after, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return await db.Entries.Where(e => e.DrawingId == id && e.BroughtById > after && e.ConfirmedAt != null)
            .GroupBy(e => e.BroughtById!.Value).OrderBy(g => g.Key)
            .Select(g => new Bringer(g.Key, g.Count())).Take(Chunk).ToListAsync(cancel);
    }

    private async Task<bool> Freeze(int id, string owner, CancellationToken cancel)
    {
        using var list = new EntryListWriter();
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            await foreach (var line in EntryList.Of(db, id).AsAsyncEnumerable().WithCancellation(cancel)) list.Add(line.PublicId, line.Weight);
        }
        return await writes.Run(async (db, stop) =>
        {
            var drawing = await db.Drawings.SingleAsync(d => d.Id == id, stop);
            if (drawing.State != DrawingState.Closing || drawing.LeaseOwner != owner) return false;
            drawing.Freeze(list.Count, list.TotalWeight, list.Digest(), Now);
            db.AuditEntries.Add(new AuditEntry("draw.frozen", Actor.System, Now, drawing.OfferId)
            {
                Details = new Dictionary<string, string>
                {
                    ["drawing"] = $"{drawing.Number}",
                    ["entrants"] = $"{drawing.Entrants}",
                    ["digest"] = drawing.ListDigest!,
                },
            });
            return true;
        }, cancel);
    }

    private sealed record Bringer(long ParticipantId, int Friends);
}
