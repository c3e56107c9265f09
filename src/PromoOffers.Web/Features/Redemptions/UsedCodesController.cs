using CsvHelper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>Takes the list of a shop that checks its codes itself. The same list again changes nothing.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.UploadCodes), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UsedCodesController(PromoOffersDb db, RecordUsedCodes record, KeepUsedCodesList keep, Texts texts, TimeProvider time) : Controller
{
    private const long LargestFile = 20 << 20;
    private const int EarlierShown = 10;

    /// <summary>So much is read at all: what is a little too large is told so, where a cut connection would tell nothing.</summary>
    private const long LargestBody = 4 * LargestFile;

    [HttpGet("/redemptions/used")]
    public async Task<IActionResult> Form(CancellationToken cancel) => View(await Page(new UsedCodesForm(), cancel));

    /// <summary>What became of a list, for as long as it is asked for. Its uploader reads the lines of their own file, others with Access Prizes, which is noted.</summary>
    [HttpGet("/redemptions/used/{listId}")]
    public async Task<IActionResult> Report(string listId, [FromServices] NoteRedemptions note, CancellationToken cancel)
    {
        if (await db.UsedCodesLists.AsNoTracking().SingleOrDefaultAsync(l => l.PublicId == listId, cancel) is not { } list) return NotFound();
        var (isMine, shown) = (list.UploadedById == User.Id(), list.Report.Shown.Count);
        var inFull = isMine || User.Has(Permission.AccessPrizes);
        if (inFull && !isMine && shown > 0) await note.Run("redemption.viewed", null, shown, User.Actor(), cancel);
        return View(new UsedCodesListPage(list, inFull, await Zone(cancel)));
    }

    [HttpPost("/redemptions/used"), RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Upload([FromForm] UsedCodesForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View("Form", await Page(form, cancel));
        if (form.File!.Length > LargestFile) return await Refused(form, "Redemptions.FileTooLarge", cancel);
        await using var body = form.File.OpenReadStream();
        using var list = new UsedCodesFile(body, await Zone(cancel), form.Currency, time.GetUtcNow().UtcDateTime);
        try
        {
            if (!await list.HasColumns(cancel)) return await Refused(form, "Redemptions.NoColumns", cancel);
            if (form.As == UsedCodesForm.AsCsv) return await Csv(form.File, list, cancel);
            var count = new UsedCodesCount();
            await foreach (var line in Lines(form.File, list, cancel)) count.Add(line);
            return RedirectToAction(nameof(Report), new { listId = await Keep(form.File, count) });
        }
        catch (CsvFormatException)
        {
            return await Refused(form, "Redemptions.NotCsv", cancel);
        }
    }

    private async Task<UsedCodesPage> Page(UsedCodesForm form, CancellationToken cancel)
    {
        var earlier = await db.UsedCodesLists.OrderByDescending(l => l.Id).Take(EarlierShown)
            .Select(l => new UsedCodesUpload(l.PublicId, l.File, l.UploadedBy, l.UploadedAt)).ToListAsync(cancel);
        return new UsedCodesPage(form, earlier, await Zone(cancel));
    }

    private Task<string> Zone(CancellationToken cancel) => db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);

    private async Task<ViewResult> Refused(UsedCodesForm form, string text, CancellationToken cancel)
    {
        ModelState.AddModelError("Form.File", texts[text]);
        return View("Form", await Page(form, cancel));
    }

    /// <summary>What is recorded is recorded, whether or not the browser is still there, and its report with it.</summary>
    private Task<string> Keep(IFormFile file, UsedCodesCount count) => keep.Run(CodeFileName.Clean(file.FileName), count.Report, User.Actor(), CancellationToken.None);

    /// <summary>The report by line, which nobody has to copy from a page.</summary>
    private async Task<IActionResult> Csv(IFormFile file, UsedCodesFile list, CancellationToken cancel)
    {
        var count = new UsedCodesCount();
        Response.SendsCsv("used-codes-report.csv");
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in (string[])["Line", "Code", "Order", "Result"]) csv.WriteField(texts[$"Redemptions.{column}"]);
        await csv.EndRecordAsync(cancel);
        await foreach (var line in Lines(file, list, cancel))
        {
            count.Add(line);
            foreach (var cell in (string[])[$"{line.Line}", UsedCodesListPage.Masked(line), line.OrderId, UsedCodesListPage.Text(line, texts)]) csv.WriteCell(cell);
            await csv.EndRecordAsync(cancel);
        }
        await Keep(file, count);
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
                foreach (var told in await record.Run(batch, CodeFileName.Clean(file.FileName), User.Actor(), cancel))
                    yield return new UsedCodeLine(told.Use.Line, told.Use.Code, told.Use.OrderId, null, told.Fate);
            }
            batch.Clear();
            if (isEnd) yield break;
        }
    }
}
