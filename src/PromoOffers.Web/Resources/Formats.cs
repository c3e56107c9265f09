using System.Globalization;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Resources;

/// <summary>
/// Numbers, dates and sizes as the interface writes them:
/// <c>12,480 · 8 Dec 2026, 14:36 · 38%</c> and <c>12 480 · 8 déc. 2026, 14 h 36 · 38 %</c>.
/// Without a culture, that of the request. Times come in UTC and are shown in the named IANA time zone.
/// </summary>
public static class Formats
{
    /// <summary>U+00A0: before % and between a number and its unit.</summary>
    private const string NoBreak = "\u00a0";

    private static readonly NumberFormatInfo EnglishNumbers = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = "." };
    private static readonly NumberFormatInfo FrenchNumbers = new() { NumberGroupSeparator = "\u202f", NumberDecimalSeparator = "," };

    public static string Number(long number, CultureInfo? culture = null) => number.ToString("N0", Numbers(culture));

    /// <param name="decimals">At most so many; zeros at the end are left out.</param>
    public static string Number(decimal number, int decimals, CultureInfo? culture = null) =>
        number.ToString("#,##0." + new string('#', decimals), Numbers(culture));

    /// <summary><c>€64.00</c>, <c>64,00 €</c>; the code stands for a currency whose sign is not its own.</summary>
    /// <param name="minor">Minor units.</param>
    /// <param name="currency">ISO 4217.</param>
    public static string Money(long minor, string currency, CultureInfo? culture = null)
    {
        var (sign, number) = (minor < 0 ? "−" : "", Currency.ToMajor(Math.Abs(minor), currency).ToString($"N{Currency.Decimals(currency)}", Numbers(culture)));
        var (before, after) = currency switch
        {
            "EUR" => ("€", "€"),
            "GBP" => ("£", "£"),
            "JPY" => ("¥", "¥"),
            "CAD" => ("CA$", "$" + NoBreak + "CA"),
            "USD" => ("US$", "$" + NoBreak + "US"),
            _ => (currency + NoBreak, currency),
        };
        return sign + (IsFrench(culture) ? number + NoBreak + after : before + number);
    }

    /// <param name="share">1 is 100%.</param>
    public static string Percent(double share, CultureInfo? culture = null)
    {
        var hundredths = Math.Round((decimal)share * 100, MidpointRounding.AwayFromZero);
        return Number((long)hundredths, culture) + (IsFrench(culture) ? NoBreak : "") + "%";
    }

    public static string Percent(long part, long whole, CultureInfo? culture = null) =>
        Percent(whole == 0 ? 0 : (double)part / whole, culture);

    /// <summary><c>8 Dec 2026</c></summary>
    public static string Date(DateTime utc, string zone, CultureInfo? culture = null) => Date(DateOnly.FromDateTime(In(utc, zone)), culture);

    public static string Date(DateOnly day, CultureInfo? culture = null) => Day(day, "MMM yyyy", culture);

    /// <summary><c>8 Dec</c></summary>
    public static string DayAndMonth(DateTime utc, string zone, CultureInfo? culture = null) =>
        DayAndMonth(DateOnly.FromDateTime(In(utc, zone)), culture);

    public static string DayAndMonth(DateOnly day, CultureInfo? culture = null) => Day(day, "MMM", culture);

    /// <summary><c>Saturday 12 December</c></summary>
    public static string Weekday(DateOnly day, CultureInfo? culture = null) =>
        day.ToString("dddd", Words(culture)) + " " + Day(day, "MMMM", culture);

    /// <summary><c>Saturday</c></summary>
    public static string DayName(DayOfWeek day, CultureInfo? culture = null) => Words(culture).DateTimeFormat.GetDayName(day);

    /// <summary><c>31 January 2027</c></summary>
    public static string LongDate(DateOnly day, CultureInfo? culture = null) => Day(day, "MMMM yyyy", culture);

    /// <summary><c>14:36</c></summary>
    public static string Time(DateTime utc, string zone, CultureInfo? culture = null)
    {
        var local = In(utc, zone);
        return IsFrench(culture)
            ? string.Create(CultureInfo.InvariantCulture, $"{local.Hour}{NoBreak}h{NoBreak}{local.Minute:00}")
            : local.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary><c>8 Dec 2026, 14:36</c></summary>
    public static string DateAndTime(DateTime utc, string zone, CultureInfo? culture = null) =>
        Date(utc, zone, culture) + ", " + Time(utc, zone, culture);

    /// <summary>The last minute of what ends then, as people say it: midnight is the end of the day before, 23:59.</summary>
    public static string Until(DateTime end, string zone, CultureInfo? culture = null) => DateAndTime(end.AddMinutes(-1), zone, culture);

    /// <summary>Units of 1024, named as people know them from their file manager.</summary>
    public static string Bytes(long bytes, CultureInfo? culture = null)
    {
        string[] units = IsFrench(culture) ? ["o", "Ko", "Mo", "Go", "To"] : ["bytes", "KB", "MB", "GB", "TB"];
        var (value, unit) = ((decimal)bytes, 0);
        while (value >= 1024 && unit < units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return Number(value, unit > 1 ? 1 : 0, culture) + NoBreak + units[unit];
    }

    /// <summary><c>45 s</c>, <c>2 min 5 s</c>, <c>1 h 20 min</c>, <c>3 d 4 h</c>; the same letters in both languages but for the day.</summary>
    public static string Duration(TimeSpan time, CultureInfo? culture = null)
    {
        var day = IsFrench(culture) ? "j" : "d";
        var seconds = (long)Math.Max(0, Math.Round(time.TotalSeconds));
        return seconds switch
        {
            < 60 => Part(seconds, "s"),
            < 3600 => Parts(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Parts(seconds / 3600, "h", seconds / 60 % 60, "min"),
            _ => Parts(seconds / 86400, day, seconds / 3600 % 24, "h"),
        };

        string Part(long n, string unit) => Number(n, culture) + NoBreak + unit;
        string Parts(long n, string unit, long rest, string small) => rest == 0 ? Part(n, unit) : Part(n, unit) + " " + Part(rest, small);
    }

    /// <summary>The wall clock of the zone at that instant.</summary>
    public static DateTime In(DateTime utc, string zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(zone));

    // The first of a month is an ordinal in French: 1ᵉʳ déc.
    private static string Day(DateOnly day, string rest, CultureInfo? culture) =>
        (IsFrench(culture) && day.Day == 1 ? "1ᵉʳ" : day.Day.ToString(CultureInfo.InvariantCulture)) + " " + day.ToString(rest, Words(culture));

    private static CultureInfo Words(CultureInfo? culture) =>
        CultureInfo.GetCultureInfo(IsFrench(culture) ? "fr" : "en");

    private static NumberFormatInfo Numbers(CultureInfo? culture) => IsFrench(culture) ? FrenchNumbers : EnglishNumbers;

    internal static bool IsFrench(CultureInfo? culture) => (culture ?? CultureInfo.CurrentUICulture).TwoLetterISOLanguageName == "fr";
}
