using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Counts findings that come in any order, and keeps those of the lowest lines.</summary>
internal sealed class FirstLines<T> where T : LineFinding
{
    private readonly PriorityQueue<T, int> highestFirst = new(Comparer<int>.Create((a, b) => b.CompareTo(a)));
    private int count;

    public void Add(T finding)
    {
        count++;
        if (highestFirst.Count < CodeFileReader.Shown) highestFirst.Enqueue(finding, finding.Line);
        else highestFirst.EnqueueDequeue(finding, finding.Line);
    }

    public Findings<T> Found() => new() { Count = count, First = [.. highestFirst.UnorderedItems.Select(item => item.Element).OrderBy(f => f.Line)] };
}
