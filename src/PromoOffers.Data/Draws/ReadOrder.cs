using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>Whoever was drawn at a rank.</summary>
public sealed record DrawnEntry(long EntryId, long ParticipantId);

/// <summary>Draws the order of a frozen drawing, outside a transaction: the list changes no more, so it is the same each time.</summary>
public sealed class ReadOrder(IDbContextFactory<PromoOffersDb> reading, DrawSeeds seeds)
{
    /// <param name="publicValue">What is mixed in; null: nothing.</param>
    /// <param name="ranks">How many, from the first on.</param>
    /// <returns>Null: the entries in the database are not those whose digest was published, and nobody is drawn from them.</returns>
    public async Task<IReadOnlyList<DrawnEntry>?> Run(Drawing drawing, string? publicValue, int ranks, CancellationToken cancel)
    {
        var (ids, participants, weights) = (new List<long>(drawing.Entrants), new List<long>(drawing.Entrants), new List<long>(drawing.Entrants));
        using var list = new EntryListWriter();
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            await foreach (var line in EntryList.Of(db, drawing.Id).AsAsyncEnumerable().WithCancellation(cancel))
            {
                list.Add(line.PublicId, line.Weight);
                ids.Add(line.Id);
                participants.Add(line.ParticipantId);
                weights.Add(line.Weight);
            }
        }
        if (list.Digest().Sha256 != drawing.ListDigest) return null;
        var order = new DrawOrder(weights, new DrawNumbers(seeds.Open(drawing), drawing.ListDigest, publicValue));
        var drawn = new List<DrawnEntry>(ranks);
        while (drawn.Count < ranks && order.Next() is { } next) drawn.Add(new(ids[next], participants[next]));
        return drawn;
    }
}
