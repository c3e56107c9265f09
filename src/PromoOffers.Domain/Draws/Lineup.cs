namespace PromoOffers.Domain.Draws;

/// <param name="Rank">From 1.</param>
public sealed record DrawnRank(int Rank, Outcome Outcome);

/// <summary>One line of the list of winners.</summary>
/// <param name="Replaces">The rank in whose place this one moved up; null: nobody's.</param>
public sealed record LineupPlace(int Rank, Outcome Outcome, int? Replaces);

/// <summary>The winners as a person reads them: whoever moved up stands under the one who was disqualified.</summary>
public static class Lineup
{
    /// <param name="drawn">Everybody who wins or was disqualified, by rank; alternates are left out.</param>
    /// <param name="winners">How many win.</param>
    public static IReadOnlyList<LineupPlace> Of(IEnumerable<DrawnRank> drawn, int winners)
    {
        var known = drawn.Where(d => d.Outcome != Outcome.Alternate).ToList();
        var moving = new Queue<DrawnRank>(known.Where(d => d.Rank > winners));
        var places = new List<LineupPlace>(known.Count);
        foreach (var first in known.Where(d => d.Rank <= winners))
        {
            places.Add(new(first.Rank, first.Outcome, null));
            for (var last = first; last.Outcome == Outcome.Disqualified && moving.TryDequeue(out var next); last = next)
                places.Add(new(next.Rank, next.Outcome, last.Rank));
        }
        places.AddRange(moving.Select(d => new LineupPlace(d.Rank, d.Outcome, null)));
        return places;
    }
}
