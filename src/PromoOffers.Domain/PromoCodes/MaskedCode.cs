using System.Text;

namespace PromoOffers.Domain.PromoCodes;

/// <summary>A code as those see it who may not see codes: its last four characters, and none of a short one.</summary>
public static class MaskedCode
{
    private const int ShortestShown = 12;
    private const int Shown = 4;

    public static string Of(ReadOnlySpan<byte> code) =>
        code.Length < ShortestShown ? "••••" : "••••" + Encoding.ASCII.GetString(code[^Shown..]);
}
