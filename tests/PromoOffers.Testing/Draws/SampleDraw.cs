using System.Text;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Testing.Draws;

/// <summary>A final drawing with everything in it that a certificate can have.</summary>
public sealed class SampleDraw
{
    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The same at every run: the test vector of docs/draws.md.</summary>
    /// <param name="entrants">At least seven.</param>
    public SampleDraw(int entrants = 12, string? publicValue = "drand 4242424: 8f14e45fceea167a5a36dedd4bea2543") : this(
        [.. Enumerable.Range(0, DrawSeed.Length).Select(i => (byte)(i * 7))],
        [.. Enumerable.Range(0, entrants).Select(i => $"entry-{i:00000}-_AbCdEfGhI")],
        [.. Enumerable.Range(0, entrants).Select(i => (long)(1 + i % 5))],
        publicValue, ranks: 7, winners: 3,
        [new(2, RecordAct.Disqualified, false), new(5, RecordAct.Disqualified, false), new(5, RecordAct.Reinstated, false), new(1, RecordAct.Disqualified, true)])
    {
    }

    private SampleDraw(byte[] seed, IReadOnlyList<string> ids, IReadOnlyList<long> weights, string? publicValue, int ranks, int winners, IReadOnlyList<Decision> decisions)
    {
        using var writer = new EntryListWriter();
        var list = new StringBuilder();
        foreach (var (id, weight) in ids.Zip(weights)) list.Append(Encoding.ASCII.GetString(writer.Add(id, weight)));
        List = list.ToString();

        var drawing = new Drawing(1, 2, new Period(Start, Start.AddDays(7)), TimeSpan.FromHours(1), DrawSeed.Commitment(seed), "sealed", Start.AddDays(-7));
        drawing.Close(Start.AddDays(8));
        drawing.Freeze(writer.Count, writer.TotalWeight, writer.Digest(), Start.AddDays(8));
        drawing.Draw(winners, publicValue, "Claire", Start.AddDays(8).AddHours(1));
        drawing.BeginFinalizing(seed, "Claire", Start.AddDays(8).AddHours(2));
        var order = new DrawOrder(weights, new DrawNumbers(seed, drawing.ListDigest!, publicValue));
        var drawn = Enumerable.Range(0, ranks).Select(_ => ids[order.Next()!.Value]).ToList();
        var outcomes = Standing.Of(ranks, winners, decisions);
        Certificate = new DrawCertificate(
            "advent", drawing, publicValue is null ? null : "drand, round 4242424",
            [.. drawn.Select((id, i) => new CertifiedRank(i + 1, id, outcomes[i]))],
            [.. decisions.Select(d => new CertifiedDecision(d.Rank, drawn[d.Rank - 1], d.Act, d.Act == RecordAct.Disqualified ? DisqualificationCategory.UnderAge : null, d.AfterFinal, Start.AddDays(9)))]).ToJson();
    }

    public string Certificate { get; }
    public string List { get; }

    /// <summary>Another draw for each state of <paramref name="random"/>: seeds, weights up to the largest total, disqualifications and all.</summary>
    public static SampleDraw AtRandom(Random random)
    {
        var entrants = random.Next(1, 300);
        var seed = new byte[DrawSeed.Length];
        random.NextBytes(seed);
        var ids = Enumerable.Range(0, entrants).Select(_ => Id(random)).Distinct().Order(StringComparer.Ordinal).ToList();
        var largest = random.Next(3) switch { 0 => 1, 1 => 1000, _ => EntryListWriter.MaxTotalWeight / entrants };
        var ranks = random.Next(1, ids.Count + 1);
        var winners = ranks == ids.Count ? random.Next(1, ids.Count + 5) : random.Next(1, ranks + 1);
        var decisions = Enumerable.Range(0, ranks == ids.Count ? random.Next(5) : 0)
            .Select(_ => new Decision(random.Next(1, ranks + 1), random.Next(3) == 0 ? RecordAct.Reinstated : RecordAct.Disqualified, random.Next(2) == 0))
            .OrderBy(d => d.AfterFinal).ToList();
        var value = random.Next(2) == 0 ? null : new string([.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => "aZ09 é€\"\\\n日"[random.Next(11)])]);
        return new SampleDraw(seed, ids, [.. ids.Select(_ => random.NextInt64(1, largest + 1))], value, ranks, winners, decisions);
    }

    private static string Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static IReadOnlyList<DrawProblem> Verify(string certificate, string list)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(list));
        return VerifyDraw.Run(certificate, stream);
    }
}
