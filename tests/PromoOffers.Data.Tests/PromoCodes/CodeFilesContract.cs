using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>What the contracts about code files share: an offer, an upload, and a look at what is there.</summary>
public abstract class CodeFilesContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    protected static readonly Actor Claire = new(null, "Claire Dubois");

    protected override void Add(IServiceCollection services) =>
        services.AddPromoCodes().AddSingleton(new UploadLimits(MaxBytes, Path.GetTempPath()));

    protected virtual long MaxBytes => UploadLimits.DefaultMaxBytes;

    protected Task<int> Offer(string slug = "spring") => Database.Writes.Run(async (db, cancel) =>
    {
        var program = db.Add(new Program(slug, Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        var offer = db.Add(new Offer(program.Id, slug, slug, OfferKind.Referral, new OfferTerms(), "Ann", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        db.Add(new OfferCounts(offer.Id));
        return offer.Id;
    }, Cancel);

    protected Task<ImportedFile> Upload(int offer, string latin1, string name = "codes.txt") =>
        Upload(offer, new MemoryStream(Encoding.Latin1.GetBytes(latin1)), name, Cancel);

    protected Task<ImportedFile> Upload(int offer, Stream body, string name, CancellationToken cancel) =>
        Database.Get<ImportCodeFile>().Run(new CodeUpload(offer, PublicId.New(), name, Claire), body, cancel);

    protected async Task<CodeFile> File(int id)
    {
        await using var db = Database.Read();
        return await db.CodeFiles.AsNoTracking().SingleAsync(f => f.Id == id, Cancel);
    }

    protected async Task<CodeFileReport> Report(int id) => (await File(id)).Report!;

    /// <summary>The codes of an offer, or of all, with their lines, in the order of their keys.</summary>
    protected async Task<List<(string Code, int Line)>> Codes(int? offer = null)
    {
        await using var db = Database.Read();
        var rows = await db.PromoCodes.Where(c => offer == null || c.OfferId == offer).OrderBy(c => c.Id).Select(c => new { c.Code, c.Line }).ToListAsync(Cancel);
        return [.. rows.Select(row => (Encoding.ASCII.GetString(row.Code), row.Line))];
    }

    protected async Task<(long Uploaded, long Free)> Counts(int offer)
    {
        await using var db = Database.Read();
        var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == offer, Cancel);
        return (counts.CodesUploaded, counts.CodesFree);
    }

    protected async Task<List<string>> Audit()
    {
        await using var db = Database.Read();
        var entries = await db.AuditEntries.OrderBy(e => e.Id).ToListAsync(Cancel);
        return [.. entries.Select(e => $"{e.ActorName} {e.Action} {e.Details["file"]} {e.Details["codes"]}")];
    }

    protected Task<long?> Claim(int offer, long award = 1) => Database.Writes.Run(
        (db, cancel) => Database.Get<IClaimCodes>().Claim(db, offer, award, Database.Now, cancel), Cancel);

    protected Task Clean() => Database.Get<CleanCodeFiles>().Run(Cancel);
}
