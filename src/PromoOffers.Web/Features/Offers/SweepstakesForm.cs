using System.ComponentModel.DataAnnotations;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Sweepstakes Details as they are typed.</summary>
public sealed class SweepstakesForm
{
    public DrawingSchedule Schedule { get; set; }
    public DayOfWeek Weekday { get; set; } = DayOfWeek.Monday;
    public int? Winners { get; set; }
    public WinAgain WinAgain { get; set; }
    public int? ExtraEntriesPerFriend { get; set; }
    public int? MaxExtra { get; set; }
    public int? GraceMinutes { get; set; }
    public int? MinimumAge { get; set; }

    /// <summary>Codes of countries, with commas or spaces between them.</summary>
    [StringLength(1000)]
    public string? Countries { get; set; }

    [StringLength(300)]
    public string? PublicValueSource { get; set; }
    public bool ShowsWinners { get; set; }
    public int? RedeemWithinDays { get; set; }

    public static SweepstakesForm Of(SweepstakesTerms terms) => new()
    {
        Schedule = terms.Schedule,
        Weekday = terms.Weekday,
        Winners = terms.Winners,
        WinAgain = terms.WinAgain,
        ExtraEntriesPerFriend = terms.ExtraEntriesPerFriend,
        MaxExtra = terms.MaxExtra,
        GraceMinutes = terms.GraceMinutes,
        MinimumAge = terms.MinimumAge,
        Countries = string.Join(", ", terms.Countries),
        PublicValueSource = terms.PublicValueSource,
        ShowsWinners = terms.ShowsWinners,
        RedeemWithinDays = terms.RedeemWithinDays,
    };

    public SweepstakesTerms Terms() => new()
    {
        Schedule = Schedule,
        Weekday = Weekday,
        Winners = Winners ?? 0,
        WinAgain = WinAgain,
        ExtraEntriesPerFriend = ExtraEntriesPerFriend ?? 0,
        MaxExtra = MaxExtra ?? 0,
        GraceMinutes = GraceMinutes ?? 0,
        MinimumAge = MinimumAge,
        Countries = [.. (Countries ?? "").ToUpperInvariant().Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Distinct()],
        PublicValueSource = string.IsNullOrWhiteSpace(PublicValueSource) ? null : PublicValueSource.Trim(),
        ShowsWinners = ShowsWinners,
        RedeemWithinDays = RedeemWithinDays,
    };
}
