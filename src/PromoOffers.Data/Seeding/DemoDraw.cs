using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Seeding;

/// <summary>One sweepstakes of the demo, and what happened in it.</summary>
/// <param name="Days">Days from now to its approval and to its end, which is a midnight.</param>
internal sealed record DemoDraw(string Slug, string Name, (int Start, int End) Days)
{
    public const string Program = "Seasonal campaigns";
    private const string Zone = "America/Toronto";

    public DrawingSchedule Schedule { get; init; } = DrawingSchedule.Weekly;
    public int People { get; init; }
    public int Codes { get; init; }
    public int Winners { get; init; }

    /// <summary>Whether somebody has picked and finalized the drawings that are over.</summary>
    public bool IsPicked { get; init; } = true;

    public static IReadOnlyList<DemoDraw> All { get; } =
    [
        new("advent-draw", "Advent espresso draw", (-26, -2)) { People = 70, Codes = 60, Winners = 5 },
        new("espresso-year", "Win a year of espresso", (-10, 18)) { People = 45, Codes = 100, Winners = 10 },
        new("barista-weekend", "Barista weekend draw", (-7, 0)) { Schedule = DrawingSchedule.OneTime, People = 40, Codes = 6, Winners = 8, IsPicked = false },
    ];

    public DateTime ApprovedAt(DateTime now) => now.AddDays(Days.Start);

    public OfferTerms Terms(DateTime now) => NewTerms.Sweepstakes("en", Zone) with
    {
        Prize = new Prize
        {
            Kind = PrizeKind.Percent,
            Value = 100,
            Label = new Dictionary<string, string> { ["en"] = "A bag of espresso each month", ["fr"] = "Un paquet d’espresso chaque mois" },
            ShopAddress = "https://shop.northlight.example",
            LastDay = DateOnly.FromDateTime(now).AddDays(120),
        },
        EndsAt = EndsAt(now),
        Sweepstakes = new SweepstakesTerms { Schedule = Schedule, Winners = Winners, RedeemWithinDays = 21, ShowsWinners = true, MinimumAge = 18 },
        RulesLink = new Dictionary<string, string> { ["en"] = "https://northlight.example/draw-rules", ["fr"] = "https://northlight.example/fr/reglement-tirage" },
        PrivacyLink = new Dictionary<string, string> { ["en"] = "https://northlight.example/privacy", ["fr"] = "https://northlight.example/fr/confidentialite" },
    };

    public IReadOnlyList<Period> Periods(DateTime now) =>
        Domain.Offers.Periods.Between(ApprovedAt(now), EndsAt(now), Schedule, DayOfWeek.Monday, TimeZoneInfo.FindSystemTimeZoneById(Zone));

    private DateTime EndsAt(DateTime now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        // Far enough back that the list has frozen, whatever the hour.
        return ZoneTime.ToUtc(ZoneTime.ToLocal(now.AddHours(-2), zone).Date.AddDays(Days.End), zone);
    }
}
