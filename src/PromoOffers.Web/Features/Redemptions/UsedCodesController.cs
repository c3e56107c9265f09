using System.ComponentModel.DataAnnotations;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

public sealed record UsedCodesForm
{
    public const string AsCsv = "csv";

    [Required]
    public IFormFile? File { get; init; }

    /// <summary>Of amounts beside which the list names none.</summary>
    [RegularExpression("^[A-Za-z]{3}$", ErrorMessage = "Offers.ProblemBadCurrency")]
    public string? Currency { get; init; }

    /// <summary>How the report is wanted: <see cref="AsCsv"/>, or as a page.</summary>
    public string? As { get; init; }
}

public sealed record UsedCodesPage(UsedCodesForm Form, UsedCodesReport? Report = null);

/// <summary>Takes the list of a shop that checks its codes itself. The same list again changes nothing.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.UploadCodes), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UsedCodesController(PromoOffersDb db, RecordUsedCodes record, Texts texts, TimeProvider time) : Controller
{
    private const long LargestFile = 20 << 20;

    /// <summary>So much is read at all: what is a little too large is told so, where a cut connection would tell nothing.</summary>
    private const long LargestBody = 4 * LargestFile;

    [HttpGet("/redemptions/used")]
    public IActionResult Form() => View(new UsedCodesPage(new UsedCodesForm()));

    [HttpPost("/redemptions/used"), RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Upload([FromForm] UsedCodesForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View("Form", new UsedCodesPage(form));
        if (form.File!.Length > LargestFile) return Refused(form, "Redemptions.FileTooLarge");
        var zone = await db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);
        await using var body = form.File.OpenReadStream();
        using var list = new UsedCodesFile(body, zone, form.Currency, time.GetUtcNow().UtcDateTime);
        try
        {
            if (!await list.HasColumns(cancel)) return Refused(form, "Redemptions.NoColumns");
            return form.As == UsedCodesForm.AsCsv ? await Csv(form.File, list, cancel) : View("Form", new UsedCodesPage(form, await Report(form.File, list, cancel)));
        }
        catch (CsvFormatException)
        {
            return Refused(form, "Redemptions.NotCsv");
        }
    }

    private ViewResult Refused(UsedCodesForm form, string text)
    {
        ModelState.AddModelError("Form.File", texts[text]);
        return View("Form", new UsedCodesPage(form));
    }

    private async Task<UsedCodesReport> Report(IFormFile file, UsedCodesFile list, CancellationToken cancel)
    {
        var (fates, wrong, shown) = (new Dictionary<UsedCodeFate, int>(), 0, new List<UsedCodeLine>());
        await foreach (var line in Lines(file, list, cancel))
        {
            if (line.Fate is { } fate) fates[fate] = fates.GetValueOrDefault(fate) + 1;
            else wrong++;
            if (UsedCodesReport.IsToLookAt(line) && shown.Count < UsedCodesReport.MostShown) shown.Add(line);
        }
        return new UsedCodesReport(Path.GetFileName(file.FileName), fates, wrong, shown);
    }

    /// <summary>The report by line, which nobody has to copy from a page.</summary>
    private async Task<IActionResult> Csv(IFormFile file, UsedCodesFile list, CancellationToken cancel)
    {
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=\"used-codes-report.csv\"";
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in (string[])["Line", "Code", "Order", "Result"]) csv.WriteField(texts[$"Redemptions.{column}"]);
        await csv.EndRecordAsync(cancel);
        await foreach (var line in Lines(file, list, cancel))
        {
            foreach (var cell in (string[])[$"{line.Line}", MaskedCode.Of(Encoding.ASCII.GetBytes(line.Code)), line.OrderId, UsedCodesReport.Text(line, texts)]) csv.WriteField(cell);
            await csv.EndRecordAsync(cancel);
        }
        return new EmptyResult();
    }

    /// <summary>Records the list and tells each line's fate, in batches; what is recorded stays, whether or not the browser is still there.</summary>
    private async IAsyncEnumerable<UsedCodeLine> Lines(IFormFile file, UsedCodesFile list, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var batch = new List<UsedCode>(RecordUsedCodes.AtOnce);
        while (true)
        {
            var (use, wrong) = await list.Read(cancel);
            if (wrong is not null) yield return wrong;
            if (use is not null) batch.Add(use);
            var isEnd = use is null && wrong is null;
            if (batch.Count < RecordUsedCodes.AtOnce && !isEnd) continue;
            if (batch.Count > 0)
            {
                foreach (var told in await record.Run(batch, Path.GetFileName(file.FileName), User.Actor(), cancel))
                    yield return new UsedCodeLine(told.Use.Line, told.Use.Code, told.Use.OrderId, null, told.Fate);
            }
            batch.Clear();
            if (isEnd) yield break;
        }
    }
}
