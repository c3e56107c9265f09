using PromoOffers.Data.Transactions;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Keeps the full list of a file's findings, a part an operation.</summary>
internal static class SaveReportParts
{
    public static async Task Run(IWrites writes, CodeFileLease lease, int fileId, FindingsList findings, CancellationToken cancel)
    {
        var number = 0;
        foreach (var part in findings.Parts())
        {
            var current = number++;
            await writes.Run(async (db, inner) =>
            {
                await lease.Guard(db, CodeFileState.Staging, inner);
                db.Add(new CodeFileReportPart(fileId, current, part));
                return 0;
            }, cancel);
        }
    }
}
