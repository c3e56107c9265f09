using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Data.Draws;

/// <summary>One line of a drawing's list, and whose it is.</summary>
public sealed record EntryLine(long Id, string PublicId, int Weight, long ParticipantId);

/// <summary>The entries of a drawing that count, in the order of the canonical list. Once it is closing they change no more.</summary>
public static class EntryList
{
    /// <summary>Both databases compare ids by their bytes (<see cref="ModelConventions"/>).</summary>
    public static IQueryable<EntryLine> Of(PromoOffersDb db, int drawingId) => db.Entries.AsNoTracking()
        .Where(e => e.DrawingId == drawingId && e.ConfirmedAt != null)
        .OrderBy(e => e.PublicId)
        .Select(e => new EntryLine(e.Id, e.PublicId, e.Weight, e.ParticipantId));

    /// <summary>Writes the list as it is public, line by line.</summary>
    public static async Task Write(PromoOffersDb db, Drawing drawing, Stream to, CancellationToken cancel)
    {
        using var list = new EntryListWriter();
        await foreach (var line in Of(db, drawing.Id).AsAsyncEnumerable().WithCancellation(cancel))
            await to.WriteAsync(list.Add(line.PublicId, line.Weight).ToArray(), cancel);
    }
}
