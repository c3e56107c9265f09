using System.Text;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Domain.Tests.PromoCodes;

/// <summary>Keeps all that a reader finds.</summary>
internal sealed class CollectedLines : ICodeFileSink
{
    public List<(int Line, string Code)> Codes { get; } = [];
    public List<(int Line, string Code, int Before, int After)> Padded { get; } = [];
    public List<LineProblem> Problems { get; } = [];

    public void Code(int line, ReadOnlySpan<byte> code) => Codes.Add((line, Encoding.ASCII.GetString(code)));

    void ICodeFileSink.Padded(int line, ReadOnlySpan<byte> code, int before, int after) => Padded.Add((line, Encoding.ASCII.GetString(code), before, after));

    void ICodeFileSink.Problem(LineProblem problem) => Problems.Add(problem);

    public static (CodeFileOutcome Outcome, CollectedLines Lines) Read(byte[] file, int chunk = int.MaxValue, long maxBytes = int.MaxValue)
    {
        var lines = new CollectedLines();
        var reader = new CodeFileReader(lines, maxBytes);
        for (var at = 0; at < file.Length; at += Math.Min(chunk, file.Length - at))
            reader.Read(file.AsSpan(at, Math.Min(chunk, file.Length - at)));
        return (reader.Finish(), lines);
    }

    public static (CodeFileOutcome Outcome, CollectedLines Lines) Read(string latin1) => Read(Encoding.Latin1.GetBytes(latin1));
}
