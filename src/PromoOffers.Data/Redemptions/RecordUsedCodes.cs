using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>A line of a list of used codes, as a shop keeps it that checks its codes itself.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="UsedAt">UTC, and not in the future.</param>
/// <param name="Amount">Minor units of <paramref name="Currency"/>; null: not said.</param>
public sealed record UsedCode(int Line, string Code, string OrderId, DateTime UsedAt, long? Amount, string? Currency);

public sealed record RecordedUse(UsedCode Use, UsedCodeFate Fate);

/// <summary>Records uses of codes that happened elsewhere, a bounded number at once. Telling the same again changes nothing.</summary>
public sealed class RecordUsedCodes(IWrites writes, RedeemCode redeem, TimeProvider time)
{
    /// <summary>So many keep the others waiting for no more than a moment.</summary>
    public const int AtOnce = 250;

    /// <param name="uses">At most <see cref="AtOnce"/>.</param>
    /// <param name="file">Name of the list, for the audit trail.</param>
    public Task<IReadOnlyList<RecordedUse>> Run(IReadOnlyList<UsedCode> uses, string file, Actor by, CancellationToken cancel = default) =>
        writes.Run<IReadOnlyList<RecordedUse>>(async (db, stop) =>
        {
            var told = new List<RecordedUse>(uses.Count);
            foreach (var use in uses)
            {
                told.Add(new RecordedUse(use, Fate(await redeem.Within(db, Request(use, by), stop))));
                await db.SaveChangesAsync(stop); // A later line may tell of the same code.
            }
            // A conflict that was known before is looked up, and not tracked.
            var changed = told.Count(t => t.Fate == UsedCodeFate.Recorded) + db.ChangeTracker.Entries<RedemptionConflict>().Count();
            if (changed > 0)
            {
                db.AuditEntries.Add(new AuditEntry("redemption.uploaded", by, time.GetUtcNow().UtcDateTime)
                {
                    Details = new Dictionary<string, string> { ["count"] = $"{changed}", ["file"] = file },
                });
            }
            return told;
        }, cancel);

    private static RedeemRequest Request(UsedCode use, Actor by) =>
        new(use.Code, use.OrderId, new Basket(use.Amount, use.Currency, null), null, use.UsedAt, null, by.Name);

    private static UsedCodeFate Fate(RedeemOutcome outcome) => outcome switch
    {
        RedeemOutcome.Redeemed => UsedCodeFate.Recorded,
        RedeemOutcome.Already => UsedCodeFate.KnownBefore,
        RedeemOutcome.Refused { ConflictId: not null } => UsedCodeFate.Conflict,
        RedeemOutcome.Refused => UsedCodeFate.Unknown,
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };
}

/// <summary>Notes that somebody looks at a list of redemptions with the codes in it, or takes it along.</summary>
public sealed class NoteRedemptions(IWrites writes, TimeProvider time)
{
    public Task<bool> Run(string action, int? offerId, int count, Actor by, CancellationToken cancel = default) => writes.Run((db, _) =>
    {
        db.AuditEntries.Add(new AuditEntry(action, by, time.GetUtcNow().UtcDateTime, offerId)
        {
            Details = new Dictionary<string, string> { ["count"] = $"{count}" },
        });
        return Task.FromResult(true);
    }, cancel);
}
