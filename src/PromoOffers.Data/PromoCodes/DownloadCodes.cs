using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Reads the codes of a published file in the order of its lines, as they come; that somebody takes them along is noted first.</summary>
public sealed class DownloadCodes(IWrites writes, IDbContextFactory<PromoOffersDb> read, TimeProvider time)
{
    /// <summary>
    /// Lines read at once: a query that may be retried is held in memory as a whole. No index leads to the lines, so each time all
    /// keys of the file are gone through.
    /// </summary>
    private const int Window = 500_000;

    /// <param name="by">Somebody who may see codes.</param>
    public async IAsyncEnumerable<byte[]> Run(CodeFile file, Actor by, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Note(file, by, cancel);
        await using var db = await read.CreateDbContextAsync(cancel);
        for (var line = 1L; line <= file.Lines; line += Window)
        {
            var (from, to) = (line, line + Window);
            var codes = db.PromoCodes
                .Where(c => c.Id >= file.FirstCodeId && c.Id <= file.LastCodeId && c.FileId == file.Id && c.Line >= from && c.Line < to)
                .OrderBy(c => c.Line).Select(c => c.Code);
            await foreach (var code in codes.AsAsyncEnumerable().WithCancellation(cancel)) yield return code;
        }
    }

    private Task<bool> Note(CodeFile file, Actor by, CancellationToken cancel) => writes.Run((db, _) =>
    {
        db.Add(new AuditEntry("codes.downloaded", by, time.GetUtcNow().UtcDateTime, file.OfferId)
        {
            Details = new Dictionary<string, string> { ["file"] = file.Name, ["codes"] = file.Codes.ToString(CultureInfo.InvariantCulture) },
        });
        return Task.FromResult(true);
    }, cancel);
}
