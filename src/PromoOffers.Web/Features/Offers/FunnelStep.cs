using System.Globalization;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>One step from visit to redemption, with its drawing in a square of 100.</summary>
/// <param name="Text">Name of the step, the end of its key.</param>
/// <param name="Before">How many took the step before; null for the first.</param>
/// <param name="Top">Where its column begins.</param>
/// <param name="NextTop">Where that of the next begins; null for the last.</param>
public sealed record FunnelStep(string Text, int Value, int? Before, double Top, double? NextTop)
{
    public string Y => Number(Top);

    public string Height => Number(100 - Top);

    public string? Flow => NextTop is { } next ? $"52,{Y} 100,{Number(next)} 100,100 52,100" : null;

    public static IReadOnlyList<FunnelStep> Of(IReadOnlyList<OfferDay> days)
    {
        (string Text, int Value)[] steps =
        [
            ("Visits", days.Sum(d => d.Visits)), ("SignUps", days.Sum(d => d.SignUps)), ("Shares", days.Sum(d => d.Shares)),
            ("ReferredSignUps", days.Sum(d => d.ReferredSignUps)), ("Prizes", days.Sum(d => d.Awards)), ("Redeemed", days.Sum(d => d.Redeemed)),
        ];
        var most = Math.Max(1, steps.Max(s => s.Value));
        double Top(int i) => 100 - (100d * steps[i].Value / most);
        return [.. steps.Select((s, i) => new FunnelStep(s.Text, s.Value, i == 0 ? null : steps[i - 1].Value, Top(i), i + 1 < steps.Length ? Top(i + 1) : null))];
    }

    internal static string Number(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
