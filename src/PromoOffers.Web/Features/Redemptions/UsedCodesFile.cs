using System.Globalization;
using CsvHelper;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>
/// A list of used codes: CSV with a head, columns code, order, and perhaps time, amount and currency, in any order, separated by comma,
/// semicolon or tab. A time without an offset is one of the clocks of <paramref name="zone"/>.
/// </summary>
public sealed class UsedCodesFile(Stream body, string zone, string? currency, DateTime now) : IDisposable
{
    /// <summary>How far the clock of a shop may be ahead of ours.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    private static readonly string[] LocalTimes = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    private const int LongestLine = 64 << 10;

    private readonly CsvReader csv = CsvReader.Create(body, new CsvReaderOptions { TrackLineNumbers = true, MaxRecordSize = LongestLine, IncludeValuesInExceptions = false }, leaveOpen: true);

    /// <summary>Whether the head names what is needed; read first.</summary>
    public async Task<bool> HasColumns(CancellationToken cancel)
    {
        await csv.ReadHeaderAsync(cancel);
        return csv.TryGetFieldIndex("code", out _) && csv.TryGetFieldIndex("order", out _);
    }

    /// <returns>The next line; both null at the end of the list.</returns>
    public async Task<(UsedCode? Use, UsedCodeLine? Wrong)> Read(CancellationToken cancel)
    {
        if (!await csv.ReadAsync(cancel)) return (null, null);
        var (line, code, order) = ((int)csv.LineNumber, Field("code"), Field("order").Trim());
        UsedCodeProblem? problem = null;
        var at = Time(Field("time").Trim(), ref problem);
        var (amount, unit) = Amount(Field("amount").Trim(), Field("currency").Trim(), ref problem);
        if (order.Length > Redemption.MaxOrderIdLength) problem = UsedCodeProblem.OrderTooLong;
        if (order.Length == 0) problem = UsedCodeProblem.NoOrder;
        if (string.IsNullOrWhiteSpace(code)) problem = UsedCodeProblem.NoCode;
        return problem is null ? (new UsedCode(line, code, order, at, amount, unit), null) : (null, new UsedCodeLine(line, code, order, problem, null));
    }

    public void Dispose() => csv.Dispose();

    private string Field(string column) => csv.TryGetFieldIndex(column, out var index) && index < csv.FieldCount ? csv.GetString(index) : "";

    private DateTime Time(string text, ref UsedCodeProblem? problem)
    {
        if (text.Length == 0) return now;
        if (DateTime.TryParseExact(text, LocalTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return NotLater(ZoneTime.ToUtc(local, TimeZoneInfo.FindSystemTimeZoneById(zone)), ref problem);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) && text.Contains('T', StringComparison.Ordinal))
            return NotLater(exact.UtcDateTime, ref problem);
        problem = UsedCodeProblem.BadTime;
        return now;
    }

    private DateTime NotLater(DateTime at, ref UsedCodeProblem? problem)
    {
        if (at > now + ClocksDiffer) problem = UsedCodeProblem.InTheFuture;
        return at > now ? now : at;
    }

    private (long? Amount, string? Currency) Amount(string text, string unit, ref UsedCodeProblem? problem)
    {
        if (text.Length == 0) return (null, null);
        unit = (unit.Length > 0 ? unit : currency ?? "").Trim().ToUpperInvariant();
        if (unit.Length == 0) problem = UsedCodeProblem.NoCurrency;
        else if (!Currency.IsCode(unit)) problem = UsedCodeProblem.BadCurrency;
        var isNumber = decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major);
        if (isNumber && Currency.ToMinor(major, unit) is { } minor) return (minor, unit);
        problem = UsedCodeProblem.BadAmount;
        return (null, null);
    }
}
