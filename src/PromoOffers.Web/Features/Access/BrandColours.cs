using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>What follows from an accent colour: its tones for text, grounds and lines, in light and dark.</summary>
public static class BrandColours
{
    private const double ReadableText = 5.5;

    private static readonly AccentColor Black = new(0, 0, 0);
    private static readonly AccentColor DarkGround = new(0x1c, 0x1a, 0x20);

    /// <summary>Overrides the tokens of the theme. It is in no cascade layer, so it wins over those that are.</summary>
    public static string Css(AccentColor accent) => $$"""
        :root, [data-bs-theme=light] {
          --po-accent: {{accent}};
          --po-accent-hover: {{accent.MixedWith(Black, 0.2)}};
          --po-accent-ink: {{Readable(accent, AccentColor.White, Black)}};
          --po-accent-wash: {{AccentColor.White.MixedWith(accent, 0.06)}};
          --po-accent-line: {{AccentColor.White.MixedWith(accent, 0.27)}};
          --po-accent-soft: {{AccentColor.White.MixedWith(accent, 0.46)}};
        }
        [data-bs-theme=dark] {
          --po-accent: {{accent}};
          --po-accent-hover: {{accent.MixedWith(Black, 0.2)}};
          --po-accent-ink: {{Readable(accent, DarkGround, AccentColor.White)}};
          --po-accent-wash: {{DarkGround.MixedWith(accent, 0.16)}};
          --po-accent-line: {{DarkGround.MixedWith(accent, 0.45)}};
          --po-accent-soft: {{DarkGround.MixedWith(Readable(accent, DarkGround, AccentColor.White), 0.6)}};
        }
        """;

    /// <summary>The nearest tone towards another colour that reads as text on the ground.</summary>
    private static AccentColor Readable(AccentColor accent, AccentColor ground, AccentColor towards) =>
        Enumerable.Range(0, 21).Select(step => accent.MixedWith(towards, step * 0.05)).First(tone => tone.ContrastWith(ground) >= ReadableText);
}
