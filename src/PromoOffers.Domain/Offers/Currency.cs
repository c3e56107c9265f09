namespace PromoOffers.Domain.Offers;

/// <summary>ISO 4217: three capitals, and how many decimals an amount in it has.</summary>
public static class Currency
{
    private static readonly HashSet<string> WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    public static bool IsCode(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper);

    public static int Decimals(string? currency) =>
        currency is null ? 2 : WithoutDecimals.Contains(currency) ? 0 : WithThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>An amount in minor units as people write it.</summary>
    public static decimal ToMajor(long minor, string? currency) => minor / Unit(currency);

    /// <summary>What people write in minor units, rounded to whole ones.</summary>
    /// <returns>Null where it is more than can be kept.</returns>
    public static long? ToMinor(decimal major, string? currency) =>
        Math.Abs(major) > long.MaxValue / 1000m ? null : (long)decimal.Round(major * Unit(currency));

    private static decimal Unit(string? currency) => Decimals(currency) switch { 0 => 1, 3 => 1000, _ => 100 };
}
