using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>The codes of a file as a file, and the full list of what was found in one; both are streamed.</summary>
[Requires(Permission.AccessMarketingActivities)]
[Route("/offers/{offerId}/codes/{fileId}")]
public sealed class DownloadController(ReadOffer offers, ReadCodeFiles files, DownloadCodes codes, ReadFindings findings, Texts texts) : Controller
{
    /// <summary>Every code byte for byte in the order of its line, with the line ends of the file that was uploaded.</summary>
    [HttpGet("download"), Requires(Permission.AccessPrizes)]
    public async Task<IActionResult> Codes(string offerId, string fileId, CancellationToken cancel)
    {
        if (await Find(offerId, fileId, cancel) is not { State: CodeFileState.Published } file) return NotFound();
        var report = file.Report ?? new CodeFileReport();
        Begin("text/plain; charset=us-ascii", file.Name);
        var end = report.LineEnd switch { LineEnd.LF => "\n"u8.ToArray(), LineEnd.CRLF => "\r\n"u8.ToArray(), LineEnd.CR => "\r"u8.ToArray() };
        var first = true;
        await foreach (var code in codes.Run(file, User.Actor(), cancel))
        {
            if (!first) await Response.BodyWriter.WriteAsync(end, cancel);
            await Response.BodyWriter.WriteAsync(code, cancel);
            first = false;
        }
        if (report.LastLineEnds) await Response.BodyWriter.WriteAsync(end, cancel);
        return new EmptyResult();
    }

    /// <summary>For those who may see codes, and for whoever uploaded the file.</summary>
    [HttpGet("findings")]
    public async Task<IActionResult> Findings(string offerId, string fileId, [FromServices] NoteLinesRead note, CancellationToken cancel)
    {
        if (await Find(offerId, fileId, cancel) is not { Report.Listed: > 0 } file) return NotFound();
        if (!FileReport.MayReadLines(User, file)) return Forbid();
        if (FileReport.IsToBeNoted(User, file)) await note.Run([file], User.Actor(), cancel);
        Begin("text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(file.Name)}-lines.csv");
        await using var csv = CsvFiles.Begin(Response.Body);
        foreach (var column in (string[])["Line", "Column", "WhatIsWrong", "Excerpt"]) csv.WriteField(texts[$"PromoCodes.{column}"]);
        await csv.EndRecordAsync(cancel);
        await foreach (var finding in findings.Run(file.Id).WithCancellation(cancel))
        {
            foreach (var cell in texts.Cells(finding)) csv.WriteCell(cell);
            await csv.EndRecordAsync(cancel);
        }
        return new EmptyResult();
    }

    private async Task<CodeFile?> Find(string offerId, string fileId, CancellationToken cancel) =>
        await offers.Run(offerId, cancel) is { } offer ? (await files.Find(offer.Id, fileId, cancel))?.File : null;

    private void Begin(string type, string name)
    {
        Response.ContentType = type;
        Response.Headers.CacheControl = "no-store";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        Response.Headers.ContentDisposition = disposition.ToString();
    }
}
