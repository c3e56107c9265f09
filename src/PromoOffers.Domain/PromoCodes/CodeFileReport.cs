namespace PromoOffers.Domain.PromoCodes;

/// <summary>What a person is told of a file: counts, and the first <see cref="CodeFileReader.Shown"/> lines of each kind.</summary>
public sealed record CodeFileReport
{
    /// <summary>Null where the lines were read.</summary>
    public FileRefusal? Refusal { get; init; }

    public Findings<LineProblem> Problems { get; init; } = new();
    public Findings<PaddedCode> Padded { get; init; } = new();
    public Findings<RepeatedCode> Repeated { get; init; } = new();
    public Findings<TakenCode> Taken { get; init; } = new();

    /// <summary>Lines in the full list, which may be cut at a million; 0: there is none.</summary>
    public int Listed { get; init; }

    public LineEnd LineEnd { get; init; }
    public bool LastLineEnds { get; init; } = true;

    /// <summary>Why the file waits for somebody's decision; false: for nothing.</summary>
    public bool NeedsDecision => Padded.Count + Repeated.Count + Taken.Count > 0;
}

/// <summary>How many lines of a kind there are, and the first of them.</summary>
public sealed record Findings<T> where T : LineFinding
{
    public int Count { get; init; }
    public IReadOnlyList<T> First { get; init; } = [];
}
