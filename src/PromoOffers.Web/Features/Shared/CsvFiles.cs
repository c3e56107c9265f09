using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;

namespace PromoOffers.Web.Features.Shared;

/// <summary>How every CSV file is written.</summary>
internal static partial class CsvFiles
{
    // A cell that begins like a formula gets an apostrophe before it: a spreadsheet would run what somebody typed as a name. With a
    // byte-order mark, as spreadsheets take a file without one for the code page of their country.
    public static readonly CsvWriterOptions Options = new() { FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape, WriteByteOrderMark = true };

    public static CsvWriter Begin(Stream to) => CsvWriter.Create(to, Options, leaveOpen: true);

    /// <summary>
    /// Writes a cell. A spreadsheet that separates by semicolon or tab, as many countries' do, would find cells within the cell: what
    /// begins like a formula there gets its apostrophe too.
    /// </summary>
    public static void WriteCell(this CsvWriter csv, string? text) => csv.WriteField(FormulaWithin().Replace(text ?? "", "'"));

    public static void SendsCsv(this HttpResponse response, string fileName)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
    }

    [GeneratedRegex(@"(?<=[;\t\r\n] *)(?=[=+\-@])")]
    private static partial Regex FormulaWithin();
}
