using PromoOffers.Domain.Draws;

namespace PromoOffers.Domain.Tests.Draws;

public sealed class LineupTests
{
    [Fact]
    public void Winners_stand_by_their_ranks() => Assert.Equal("1 2 3", Of("WWWA", 3));

    [Fact]
    public void Who_moved_up_stands_under_the_one_they_replace() => Assert.Equal("1 (2) 4/2 3", Of("WDWWA", 3));

    [Fact]
    public void Who_moved_up_and_is_disqualified_too_is_followed_by_the_next() => Assert.Equal("1 (2) (4/2) 5/4 3", Of("WDWDW", 3));

    [Fact]
    public void Where_nobody_is_left_a_place_stays_empty() => Assert.Equal("(1) 2", Of("DW", 2));

    [Fact]
    public void Who_is_reinstated_wins_beside_the_one_who_moved_up() => Assert.Equal("1 2 3", Of("WWW", 2));

    [Fact]
    public void Who_was_disqualified_beyond_the_winners_stands_at_the_end() => Assert.Equal("1 2 (4)", Of("WWADA", 2));

    /// <summary>A rank, in parentheses where disqualified, and after a slash whom it replaces.</summary>
    private static string Of(string outcomes, int winners) =>
        string.Join(' ', Lineup.Of(outcomes.Select((c, i) => new DrawnRank(i + 1, c switch { 'W' => Outcome.Won, 'D' => Outcome.Disqualified, _ => Outcome.Alternate })), winners)
            .Select(p => (p.Outcome == Outcome.Disqualified ? "({0})" : "{0}").Replace("{0}", $"{p.Rank}{(p.Replaces is { } replaced ? $"/{replaced}" : "")}", StringComparison.Ordinal)));
}
