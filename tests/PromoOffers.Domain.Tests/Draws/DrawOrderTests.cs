using PromoOffers.Domain.Draws;

namespace PromoOffers.Domain.Tests.Draws;

public sealed class DrawOrderTests
{
    [Fact]
    public void Everybody_is_drawn_once_and_then_nobody()
    {
        var order = new DrawOrder([3, 1, 4, 1, 5, 9, 2, 6], Numbers(1));
        var drawn = new List<int>();
        while (order.Next() is { } next) drawn.Add(next);
        Assert.Equal(Enumerable.Range(0, 8), drawn.Order());
        Assert.Null(order.Next());
    }

    [Fact]
    public void From_an_empty_list_nobody_is_drawn() => Assert.Null(new DrawOrder([], Numbers(1)).Next());

    [Fact]
    public void A_weight_that_is_not_positive_is_refused() => Assert.Throws<RuleBroken>(() => new DrawOrder([1, 0], Numbers(1)));

    [Fact]
    public void A_total_beyond_what_is_exact_everywhere_is_refused() =>
        Assert.Throws<RuleBroken>(() => new DrawOrder([EntryListWriter.MaxTotalWeight, 1], Numbers(1)));

    [Fact]
    public void A_number_falls_to_whom_the_prefix_sums_say()
    {
        long[] weights = [2, 3, 1];
        int[] expected = [0, 0, 1, 1, 1, 2];
        for (var number = 0; number < 6; number++)
            Assert.Equal(expected[number], new DrawOrder(weights, _ => (ulong)number).Next());
    }

    /// <summary>Every pair of numbers is tried: who comes first and second must have exactly the share w/W · v/(W−w) of them.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2, 3)]
    [InlineData(5, 1, 1, 2)]
    [InlineData(7, 3, 2, 1, 4)]
    public void The_first_two_have_exactly_the_chances_that_their_weights_give(params int[] weights)
    {
        var total = weights.Sum();
        var common = weights.Select(w => (long)(total - w)).Aggregate(1L, LeastCommonMultiple);
        var counted = new Dictionary<(int, int), long>();
        for (var first = 0; first < total; first++)
        {
            var removed = First(weights, first);
            var left = total - weights[removed];
            for (var second = 0; second < left; second++)
            {
                var numbers = new Queue<ulong>([(ulong)first, (ulong)second]);
                var order = new DrawOrder([.. weights.Select(w => (long)w)], _ => numbers.Dequeue());
                var pair = (order.Next()!.Value, order.Next()!.Value);
                counted[pair] = counted.GetValueOrDefault(pair) + common / left;
            }
        }
        for (var a = 0; a < weights.Length; a++)
        {
            for (var b = 0; b < weights.Length; b++)
            {
                if (a != b) Assert.Equal(weights[a] * weights[b] * (common / (total - weights[a])), counted[(a, b)]);
            }
        }
        Assert.Equal(total * common, counted.Values.Sum());
    }

    /// <summary>100,000 draws; the bound is the 99.9th percentile of chi-square with nine degrees of freedom.</summary>
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 1, 1, 1)]
    [InlineData(1, 2, 3, 4, 5, 6, 7, 8, 9, 55)]
    public void Over_a_hundred_thousand_draws_everybody_comes_first_as_often_as_they_weigh(params int[] weights)
    {
        const int draws = 100_000;
        var counted = new long[weights.Length];
        for (var draw = 0; draw < draws; draw++) counted[new DrawOrder([.. weights.Select(w => (long)w)], Numbers(draw)).Next()!.Value]++;
        Assert.InRange(ChiSquare(counted, weights, draws), 0, 27.88);
    }

    [Fact]
    public void Over_a_hundred_thousand_draws_the_second_is_as_likely_as_the_enumeration_says()
    {
        const int draws = 100_000;
        int[] weights = [1, 2, 3, 4];
        var counted = new long[4];
        for (var draw = 0; draw < draws; draw++)
        {
            var order = new DrawOrder([1, 2, 3, 4], Numbers(draw));
            order.Next();
            counted[order.Next()!.Value]++;
        }
        var total = weights.Sum();
        var expected = weights.Select((w, i) => weights.Where((_, j) => j != i).Sum(v => (double)v / total * w / (total - v)) * draws).ToList();
        Assert.InRange(counted.Zip(expected, (c, e) => (c - e) * (c - e) / e).Sum(), 0, 16.27);
    }

    [Fact]
    public void A_million_entrants_are_drawn_from_without_a_list_of_them_being_walked()
    {
        var order = new DrawOrder(Enumerable.Repeat(1L, 1_000_000).ToArray(), Numbers(7));
        var drawn = new HashSet<int>();
        for (var i = 0; i < 10_000; i++) Assert.True(drawn.Add(order.Next()!.Value));
    }

    private static DrawNumbers Numbers(int number)
    {
        var seed = new byte[DrawSeed.Length];
        BitConverter.TryWriteBytes(seed, number);
        return new DrawNumbers(seed, new string('a', Drawing.HexLength), null);
    }

    private static double ChiSquare(long[] counted, int[] weights, int draws)
    {
        double total = weights.Sum();
        return counted.Zip(weights, (c, w) => (c - w / total * draws) is var off ? off * off / (w / total * draws) : 0).Sum();
    }

    private static int First(int[] weights, int number)
    {
        for (var i = 0; ; i++)
        {
            if (number < weights[i]) return i;
            number -= weights[i];
        }
    }

    private static long LeastCommonMultiple(long a, long b) => a / GreatestCommonDivisor(a, b) * b;

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
