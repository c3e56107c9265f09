using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// Writes what an operation has counted, at its very end: everybody counts on the same few rows, which are held from here to the
/// commit; in the order of their keys, so that no two operations wait for each other.
/// </summary>
internal static class WriteCounts
{
    public static async Task Run(PromoOffersDb db, Counting counting, CancellationToken cancel)
    {
        foreach (var counted in counting.Totals.OrderBy(c => c.OfferId)) await Add(db, counted, cancel);
        foreach (var counted in counting.Days.OrderBy(d => d.OfferId).ThenBy(d => d.Day))
        {
            if (await Add(db, counted, cancel) == 0) await Begin(db, counted, cancel);
        }
    }

    private static Task<int> Add(PromoOffersDb db, OfferCounts c, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE [OfferCounts] SET [Participants] = [Participants] + {c.Participants}, [GoalMet] = [GoalMet] + {c.GoalMet},
          [Awaiting] = [Awaiting] + {c.Awaiting}, [CodeSent] = [CodeSent] + {c.CodeSent}, [Failed] = [Failed] + {c.Failed},
          [HaveRedeemed] = [HaveRedeemed] + {c.HaveRedeemed}, [CodesSent] = [CodesSent] + {c.CodesSent}, [Redeemed] = [Redeemed] + {c.Redeemed},
          [CodesUploaded] = [CodesUploaded] + {c.CodesUploaded}, [CodesFree] = [CodesFree] + {c.CodesFree}
        WHERE [OfferId] = {c.OfferId}
        """, cancel);

    private static Task<int> Add(PromoOffersDb db, OfferDay d, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        UPDATE [OfferDays] SET [Visits] = [Visits] + {d.Visits}, [SignUps] = [SignUps] + {d.SignUps}, [Shares] = [Shares] + {d.Shares},
          [ReferredSignUps] = [ReferredSignUps] + {d.ReferredSignUps}, [Awards] = [Awards] + {d.Awards},
          [CodesSent] = [CodesSent] + {d.CodesSent}, [Redeemed] = [Redeemed] + {d.Redeemed}
        WHERE [OfferId] = {d.OfferId} AND [Day] = {d.Day}
        """, cancel);

    /// <summary>Where somebody else begins the day at the same moment, the operation runs again and finds it.</summary>
    private static Task<int> Begin(PromoOffersDb db, OfferDay d, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO [OfferDays] ([OfferId], [Day], [Visits], [SignUps], [Shares], [ReferredSignUps], [Awards], [CodesSent], [Redeemed])
        VALUES ({d.OfferId}, {d.Day}, {d.Visits}, {d.SignUps}, {d.Shares}, {d.ReferredSignUps}, {d.Awards}, {d.CodesSent}, {d.Redeemed})
        """, cancel);
}
