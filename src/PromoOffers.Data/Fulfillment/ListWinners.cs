using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

/// <summary>Somebody who was drawn and wins, or was disqualified.</summary>
/// <param name="Email">Null: erased.</param>
/// <param name="Entries">What the entry weighs.</param>
/// <param name="Decided">The last decision on record; null: none.</param>
/// <param name="Award">Null: none was made.</param>
public sealed record WinnerRow(
    LineupPlace Place, string EntryId, string FirstName, string LastName, string? Email, int Entries, DateTime EnteredAt, DrawingRecord? Decided, WinnerAward? Award)
{
    /// <summary>Whether this winner was given the time that the rules give and did not redeem, and can be replaced.</summary>
    /// <param name="withinDays">Null: nobody is replaced for that.</param>
    public bool IsOverdue(int? withinDays, DateTime now) =>
        withinDays is { } days && Place.Outcome == Outcome.Won && Award is { SentAt: { } sent, RedeemedAt: null } && sent.AddDays(days) <= now;
}

/// <param name="Code">The bytes of the code that is not void; null: none.</param>
public sealed record WinnerAward(PrizeState Prize, byte[]? Code, DateTime? SentAt, DateTime? RedeemedAt);

/// <param name="Rows">Those of this page.</param>
/// <param name="Lines">All there are.</param>
/// <param name="Won">How many win.</param>
/// <param name="Disqualified">How many were passed over.</param>
/// <param name="Replaced">How many moved up.</param>
public sealed record WinnersPage(IReadOnlyList<WinnerRow> Rows, int Number, int Lines, int Won, int Disqualified, int Replaced)
{
    public int First => ((Number - 1) * ListWinners.PageSize) + 1;
}

/// <summary>Reads who wins a drawing and who was disqualified, each who moved up under the one they replace.</summary>
public sealed class ListWinners(PromoOffersDb db)
{
    public const int PageSize = 50;

    /// <param name="number">Of the page, from 1.</param>
    public async Task<WinnersPage> Run(Drawing drawing, int number, CancellationToken cancel)
    {
        var places = await Places(drawing, cancel);
        var page = Math.Clamp(number, 1, Math.Max(1, (places.Count + PageSize - 1) / PageSize));
        var rows = await Rows(drawing, [.. places.Skip((page - 1) * PageSize).Take(PageSize)], cancel);
        return new(
            rows, page, places.Count, places.Count(p => p.Outcome == Outcome.Won), places.Count(p => p.Outcome == Outcome.Disqualified), places.Count(p => p.Replaces is not null));
    }

    /// <summary>The whole list, by its order.</summary>
    public async Task<IReadOnlyList<LineupPlace>> Places(Drawing drawing, CancellationToken cancel)
    {
        var drawn = await db.Winners.Where(w => w.DrawingId == drawing.Id && w.Outcome != Outcome.Alternate)
            .OrderBy(w => w.Rank).Select(w => new DrawnRank(w.Rank, w.Outcome)).ToListAsync(cancel);
        return Lineup.Of(drawn, drawing.Winners ?? 0);
    }

    public async Task<IReadOnlyList<WinnerRow>> Rows(Drawing drawing, IReadOnlyList<LineupPlace> places, CancellationToken cancel)
    {
        var ranks = places.Select(p => p.Rank).ToList();
        var people = await (
            from winner in db.Winners
            join person in db.Participants on winner.ParticipantId equals person.Id
            join entry in db.Entries on winner.EntryId equals entry.Id
            where winner.DrawingId == drawing.Id && ranks.Contains(winner.Rank)
            select new { winner.Rank, person.EntryId, person.FirstName, person.LastName, person.Email, entry.Weight, entry.EnteredAt })
            .ToDictionaryAsync(w => w.Rank, cancel);
        var record = (await db.DrawingRecords.AsNoTracking().Where(r => r.DrawingId == drawing.Id && ranks.Contains(r.Rank)).OrderBy(r => r.Id).ToListAsync(cancel)).ToLookup(r => r.Rank);
        var awards = drawing.IsFinal ? await Awards(drawing, ranks, cancel) : [];
        return [.. places.Select(place =>
        {
            var p = people[place.Rank];
            return new WinnerRow(place, p.EntryId, p.FirstName, p.LastName, p.Email, p.Weight, p.EnteredAt, record[place.Rank].LastOrDefault(), awards.GetValueOrDefault(place.Rank));
        })];
    }

    private async Task<Dictionary<int, WinnerAward>> Awards(Drawing drawing, List<int> ranks, CancellationToken cancel)
    {
        var awards = await (
            from winner in db.Winners
            join award in db.Awards on winner.Id equals award.WinnerId
            where winner.DrawingId == drawing.Id && ranks.Contains(winner.Rank)
            select new { winner.Rank, award.Id, award.State }).ToListAsync(cancel);
        var ids = awards.Select(a => (long?)a.Id).ToList();
        var codes = await db.PromoCodes.AsNoTracking().Where(c => ids.Contains(c.AwardId) && c.VoidedAt == null).ToDictionaryAsync(c => c.AwardId!.Value, cancel);
        var mails = (await db.Deliveries.Where(d => ids.Contains(d.AwardId)).OrderBy(d => d.Id).Select(d => new { d.AwardId, d.State }).ToListAsync(cancel))
            .ToLookup(d => d.AwardId, d => (DeliveryState?)d.State);
        return awards.Where(a => a.State != AwardState.Withdrawn).ToDictionary(a => a.Rank, a =>
        {
            var code = codes.GetValueOrDefault(a.Id);
            return new WinnerAward(PrizeShown.State(a.State, code?.RedeemedAt is not null, mails[a.Id].LastOrDefault()), code?.Code, code?.SentAt, code?.RedeemedAt);
        });
    }
}
