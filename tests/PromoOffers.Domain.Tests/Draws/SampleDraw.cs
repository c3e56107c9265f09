using System.Text;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Tests.Draws;

/// <summary>A final drawing with everything in it that a certificate can have, the same at every run: the test vector of docs/draws.md.</summary>
internal sealed class SampleDraw
{
    private static readonly DateTime Start = new(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="entrants">At least seven.</param>
    public SampleDraw(int entrants = 12, string? publicValue = "drand 4242424: 8f14e45fceea167a5a36dedd4bea2543")
    {
        var seed = Enumerable.Range(0, DrawSeed.Length).Select(i => (byte)(i * 7)).ToArray();
        var ids = Enumerable.Range(0, entrants).Select(i => $"entry-{i:00000}-_AbCdEfGhI").ToList();
        var weights = Enumerable.Range(0, entrants).Select(i => (long)(1 + i % 5)).ToList();
        using var writer = new EntryListWriter();
        var list = new StringBuilder();
        foreach (var (id, weight) in ids.Zip(weights)) list.Append(Encoding.ASCII.GetString(writer.Add(id, weight)));
        List = list.ToString();

        var drawing = new Drawing(1, 2, new Period(Start, Start.AddDays(7)), TimeSpan.FromHours(1), DrawSeed.Commitment(seed), "sealed", Start.AddDays(-7));
        drawing.Close(Start.AddDays(8));
        drawing.Freeze(writer.Count, writer.TotalWeight, writer.Digest(), Start.AddDays(8));
        drawing.Draw(3, publicValue, "Claire", Start.AddDays(8).AddHours(1));
        var order = new DrawOrder(weights, new DrawNumbers(seed, drawing.ListDigest!, publicValue));
        var drawn = Enumerable.Range(0, 7).Select(_ => ids[order.Next()!.Value]).ToList();
        Decision[] decisions = [new(2, RecordAct.Disqualified, false), new(5, RecordAct.Disqualified, false), new(5, RecordAct.Reinstated, false), new(1, RecordAct.Disqualified, true)];
        drawing.BeginFinalizing(seed, "Claire", Start.AddDays(8).AddHours(2));
        var outcomes = Standing.Of(7, 3, decisions);
        Certificate = new DrawCertificate(
            "advent", drawing, publicValue is null ? null : "drand, round 4242424",
            [.. drawn.Select((id, i) => new CertifiedRank(i + 1, id, outcomes[i]))],
            [.. decisions.Select(d => new CertifiedDecision(d.Rank, drawn[d.Rank - 1], d.Act, d.Act == RecordAct.Disqualified ? DisqualificationCategory.UnderAge : null, d.AfterFinal, Start.AddDays(9)))]).ToJson();
    }

    public string Certificate { get; }
    public string List { get; }

    public static IReadOnlyList<DrawProblem> Verify(string certificate, string list)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(list));
        return VerifyDraw.Run(certificate, stream);
    }
}
