using PromoOffers.Domain.Draws;

namespace PromoOffers.Domain.Tests.Draws;

public sealed class StandingTests
{
    [Fact]
    public void The_first_in_the_drawn_order_win() => Assert.Equal("WWAA", Of(4, 2));

    [Fact]
    public void Who_is_disqualified_makes_way_for_the_next() => Assert.Equal("WDWA", Of(4, 2, Out(2)));

    [Fact]
    public void Who_is_reinstated_before_the_end_stands_where_they_were_drawn() => Assert.Equal("WWAA", Of(4, 2, Out(2), In(2)));

    [Fact]
    public void Where_too_few_entered_all_win() => Assert.Equal("WW", Of(2, 5));

    [Fact]
    public void Who_is_disqualified_afterwards_makes_way_for_the_next_alternate() => Assert.Equal("DWWA", Of(4, 2, Out(1, true)));

    [Fact]
    public void Who_is_reinstated_afterwards_wins_beside_the_others() => Assert.Equal("WWWA", Of(4, 2, Out(1, true), In(1, true)));

    [Fact]
    public void Who_was_disqualified_wrongly_before_and_is_reinstated_afterwards_wins_too() => Assert.Equal("WWWA", Of(4, 2, Out(1), In(1, true)));

    [Fact]
    public void An_alternate_who_is_reinstated_is_an_alternate_again() => Assert.Equal("WWAA", Of(4, 2, Out(4, true), In(4, true)));

    [Fact]
    public void Where_nobody_is_left_to_move_up_a_reinstated_winner_wins_again() => Assert.Equal("WW", Of(2, 2, Out(2, true), In(2, true)));

    private static Decision Out(int rank, bool afterwards = false) => new(rank, RecordAct.Disqualified, afterwards);

    private static Decision In(int rank, bool afterwards = false) => new(rank, RecordAct.Reinstated, afterwards);

    private static string Of(int ranks, int winners, params Decision[] record) => string.Concat(Standing.Of(ranks, winners, record).Select(o => $"{o}"[0]));
}
