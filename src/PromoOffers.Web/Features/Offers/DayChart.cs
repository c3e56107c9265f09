using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Sign-ups of each day as columns: referred below, direct on top; ten wide and a hundred high.</summary>
public sealed class DayChart(IReadOnlyList<OfferDay> days)
{
    private const double Gap = 0.6;
    private const double Wide = 10;
    private const double Column = 6.4;

    /// <summary>The line at the top: a multiple of four, so that each of the lines is a whole number.</summary>
    public int Top { get; } = (Math.Max(1, days.Max(d => d.SignUps)) + 3) / 4 * 4;

    public int Lowest { get; } = days.Min(d => d.SignUps);
    public int Highest { get; } = days.Max(d => d.SignUps);
    public IReadOnlyList<OfferDay> Days => days;
    public IEnumerable<int> Lines => Enumerable.Range(0, 5).Select(i => Top - (Top * i / 4));
    public IEnumerable<Bar> Bars => days.SelectMany(BarsOf);
    public string ViewBox => $"0 0 {days.Count * (int)Wide} 100";

    /// <summary>A rectangle of the drawing; numbers as SVG writes them.</summary>
    public sealed record Bar(string Css, string X, string Y, string Width, string Height);

    public static int Direct(OfferDay day) => Math.Max(0, day.SignUps - day.ReferredSignUps);

    private IEnumerable<Bar> BarsOf(OfferDay day, int i)
    {
        var referred = Height(Math.Min(day.ReferredSignUps, day.SignUps));
        var direct = Height(Direct(day));
        if (referred > 0) yield return At(i, "s1", 100 - referred, referred);
        if (direct > 0) yield return At(i, "s2", 100 - referred - direct, Math.Max(0, direct - (referred > 0 ? Gap : 0)));
    }

    private double Height(int value) => 100d * value / Top;

    private static Bar At(int i, string css, double y, double height) => new(
        css, FunnelStep.Number((i * Wide) + ((Wide - Column) / 2)), FunnelStep.Number(y), FunnelStep.Number(Column), FunnelStep.Number(height));
}
