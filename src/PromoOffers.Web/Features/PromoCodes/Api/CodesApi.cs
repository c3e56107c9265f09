using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.PromoCodes.Api;

/// <summary>What to do with codes that would hold the file back; nothing said: a person decides.</summary>
public enum WhitespaceChoice { Ask, Keep }

/// <inheritdoc cref="WhitespaceChoice"/>
public enum DuplicatesChoice { Ask, Skip }

/// <summary>Brings codes by the same way, rules and report as the upload by hand.</summary>
[Route(Root), Tags("Codes"), Produces(Json)]
public sealed class CodesApi(PromoOffersDb db) : ApiController
{
    [HttpPost("offers/{id}/codes"), Needs(ApiScope.CodesWrite), CodesBody]
    [EndpointName("importCodes"), EndpointSummary("Bring a file of promo codes")]
    [EndpointDescription("""
        Plain ASCII, a code a line; the body is read as a stream. whitespace=keep keeps codes that begin or end with white space, duplicates=skip leaves out
        those that are there already; otherwise such a file is held back until a person decides. A file with a line that cannot be a code is rejected as a whole.
        """)]
    [ProducesResponseType<ImportAnswer>(202), ProducesResponseType<ApiProblem>(400), ProducesResponseType<ApiProblem>(404)]
    public async Task<IActionResult> Import(
        string id, WhitespaceChoice whitespace, DuplicatesChoice duplicates, [FromServices] ImportCodeFile import, [FromServices] KeepCodeFile keep,
        CancellationToken cancel)
    {
        var offerId = await db.Offers.Where(o => o.PublicId == id).Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);
        if (offerId is not { } offer) return Problem(404, "offer_not_found");
        var upload = new CodeUpload(offer, PublicId.New(), "api.txt", User.ProgramActor());
        var imported = await import.Run(upload, Request.Body, cancel);
        var file = await Files(f => f.Id == imported.FileId).SingleAsync(cancel);
        if (imported is ImportedFile.HeldBack && Covers(file.Report!, whitespace, duplicates) && await keep.Run(file.Id, upload.By, cancel))
            file = await Files(f => f.Id == imported.FileId).SingleAsync(cancel);
        Response.Headers.Location = $"{Request.PathBase}{Root}/imports/{file.PublicId}";
        return Answer(ImportAnswer.Of(file), StatusCodes.Status202Accepted);
    }

    [HttpGet("imports/{id}"), Needs(ApiScope.CodesWrite)]
    [EndpointName("readImport"), EndpointSummary("Read what became of a file of codes")]
    [ProducesResponseType<ImportAnswer>(200), ProducesResponseType<ApiProblem>(404)]
    public async Task<IActionResult> Show(string id, CancellationToken cancel) =>
        await Files(f => f.PublicId == id).SingleOrDefaultAsync(cancel) is { } file ? Answer(ImportAnswer.Of(file)) : Problem(404, "import_not_found");

    private IQueryable<CodeFile> Files(System.Linq.Expressions.Expression<Func<CodeFile, bool>> which) => db.CodeFiles.AsNoTracking().Where(which);

    /// <summary>Whether everything that holds the file back was decided beforehand.</summary>
    private static bool Covers(CodeFileReport report, WhitespaceChoice whitespace, DuplicatesChoice duplicates) =>
        (report.Padded.Count == 0 || whitespace == WhitespaceChoice.Keep)
        && (report.Repeated.Count + report.Taken.Count == 0 || duplicates == DuplicatesChoice.Skip);
}
