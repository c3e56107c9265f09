using PromoOffers.Data.Offers;

namespace PromoOffers.Data.Sqlite;

/// <summary>Writes what an operation has counted.</summary>
internal static class WriteCounts
{
    private const string Totals = """
        UPDATE "OfferCounts" SET "Participants" = "Participants" + @p1, "GoalMet" = "GoalMet" + @p2, "Awaiting" = "Awaiting" + @p3,
          "CodeSent" = "CodeSent" + @p4, "Failed" = "Failed" + @p5, "HaveRedeemed" = "HaveRedeemed" + @p6, "CodesSent" = "CodesSent" + @p7,
          "Redeemed" = "Redeemed" + @p8, "CodesUploaded" = "CodesUploaded" + @p9, "CodesFree" = "CodesFree" + @p10
        WHERE "OfferId" = @p0
        """;

    private const string Day = """
        INSERT INTO "OfferDays" ("OfferId", "Day", "Visits", "SignUps", "Shares", "ReferredSignUps", "Awards", "CodesSent", "Redeemed")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT ("OfferId", "Day") DO UPDATE SET "Visits" = "Visits" + excluded."Visits", "SignUps" = "SignUps" + excluded."SignUps",
          "Shares" = "Shares" + excluded."Shares", "ReferredSignUps" = "ReferredSignUps" + excluded."ReferredSignUps",
          "Awards" = "Awards" + excluded."Awards", "CodesSent" = "CodesSent" + excluded."CodesSent", "Redeemed" = "Redeemed" + excluded."Redeemed"
        """;

    public static void Run(LaneConnection lane, Counting counting)
    {
        foreach (var c in counting.Totals)
            lane.Execute(Totals, c.OfferId, c.Participants, c.GoalMet, c.Awaiting, c.CodeSent, c.Failed, c.HaveRedeemed, c.CodesSent, c.Redeemed, c.CodesUploaded, c.CodesFree);
        foreach (var d in counting.Days)
            lane.Execute(Day, d.OfferId, d.Day, d.Visits, d.SignUps, d.Shares, d.ReferredSignUps, d.Awards, d.CodesSent, d.Redeemed);
    }
}
