using System.Globalization;

namespace PromoOffers.Domain.Access;

/// <summary>
/// The colour of buttons on public pages and in mails. White text stands on it, so its contrast against white is at least 4.5 to 1
/// (WCAG 2.2, success criterion 1.4.3).
/// </summary>
public readonly record struct AccentColor
{
    public const double LeastContrast = 4.5;

    private readonly byte _red;
    private readonly byte _green;
    private readonly byte _blue;

    public AccentColor(byte red, byte green, byte blue) => (_red, _green, _blue) = (red, green, blue);

    /// <param name="text"><c>#rrggbb</c>, in either case.</param>
    /// <returns>Null where it is no colour.</returns>
    public static AccentColor? Read(string? text) =>
        text is ['#', .. { Length: 6 } digits] && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new AccentColor((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : null;

    public bool IsReadable => ContrastWith(White) >= LeastContrast;

    public static AccentColor White { get; } = new(255, 255, 255);

    /// <summary>From 1 (the same) to 21 (black and white).</summary>
    public double ContrastWith(AccentColor other)
    {
        var (lighter, darker) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /// <param name="share">0: this colour; 1: the other.</param>
    public AccentColor MixedWith(AccentColor other, double share) =>
        new(Mix(_red, other._red, share), Mix(_green, other._green, share), Mix(_blue, other._blue, share));

    public override string ToString() => $"#{_red:x2}{_green:x2}{_blue:x2}";

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private double Luminance => (0.2126 * Linear(_red)) + (0.7152 * Linear(_green)) + (0.0722 * Linear(_blue));

    private static double Linear(byte channel) =>
        channel / 255d is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}
