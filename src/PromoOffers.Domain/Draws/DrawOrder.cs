namespace PromoOffers.Domain.Draws;

/// <summary>
/// Draws entrants one after the other, each with the chance that its weight is of the weight that is left. Which entrant a number
/// falls to is found by prefix sums in a Fenwick tree (Fenwick 1994), in a time that grows with the logarithm of their number.
/// </summary>
public sealed class DrawOrder
{
    private readonly long[] tree;
    private readonly long[] weights;
    private readonly Func<ulong, ulong> below;
    private readonly int top;
    private long left;

    /// <param name="weights">In the order of the list, each positive.</param>
    public DrawOrder(IReadOnlyList<long> weights, DrawNumbers numbers) : this(weights, numbers.Below) { }

    /// <param name="below">Gives a number below its argument.</param>
    public DrawOrder(IReadOnlyList<long> weights, Func<ulong, ulong> below)
    {
        this.below = below;
        this.weights = [.. weights];
        tree = new long[weights.Count + 1];
        for (var i = 1; i < tree.Length; i++)
        {
            if (weights[i - 1] < 1) throw new RuleBroken("A weight is positive.");
            tree[i] += weights[i - 1];
            left = checked(left + weights[i - 1]);
            if (i + (i & -i) is var next && next < tree.Length) tree[next] += tree[i];
        }
        if (left > EntryListWriter.MaxTotalWeight) throw new RuleBroken("The total weight stays exact.");
        top = weights.Count == 0 ? 0 : 1 << int.Log2(weights.Count);
    }

    /// <summary>Position in the list of whoever is drawn next, from 0; null: everybody was drawn.</summary>
    public int? Next()
    {
        if (left == 0) return null;
        var drawn = Find((long)below((ulong)left));
        Remove(drawn);
        return drawn;
    }

    /// <summary>The first position whose prefix sum, itself included, exceeds <paramref name="number"/>.</summary>
    private int Find(long number)
    {
        var position = 0;
        for (var step = top; step > 0; step >>= 1)
        {
            if (position + step >= tree.Length || tree[position + step] > number) continue;
            position += step;
            number -= tree[position];
        }
        return position;
    }

    private void Remove(int position)
    {
        var weight = weights[position];
        for (var i = position + 1; i < tree.Length; i += i & -i) tree[i] -= weight;
        left -= weight;
    }
}
