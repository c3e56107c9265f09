namespace PromoOffers.Domain.PromoCodes;

/// <summary>Takes what a <see cref="CodeFileReader"/> finds, in the order of the lines.</summary>
public interface ICodeFileSink
{
    /// <param name="line">From 1.</param>
    /// <param name="code">1 to <see cref="CodeFileReader.MaxCodeLength"/> bytes, valid during the call alone.</param>
    void Code(int line, ReadOnlySpan<byte> code);

    /// <summary>A code of those given to <see cref="Code"/> that begins or ends with white space.</summary>
    void Padded(int line, ReadOnlySpan<byte> code, int before, int after);

    void Problem(LineProblem problem);
}
