using System.Text;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>What holds of the demo's database at any moment, whoever was killed before.</summary>
internal static class WhatFits
{
    private const string Published = "SELECT f.Id FROM CodeFiles f WHERE f.State = 'Published'";

    /// <summary>Each finds what does not fit.</summary>
    private static readonly string[] Wrong =
    [
        // The ledger of each offer, and its maintained totals.
        $"""
        SELECT c.OfferId FROM OfferCounts c WHERE c.CodesUploaded <> (SELECT count(*) FROM PromoCodes p WHERE p.OfferId = c.OfferId AND p.FileId IN ({Published}))
          OR c.CodesFree <> (SELECT count(*) FROM PromoCodes p WHERE p.OfferId = c.OfferId AND p.AwardId IS NULL AND p.FileId IN ({Published}))
          OR c.CodesUploaded <> (SELECT coalesce(sum(f.Codes), 0) FROM CodeFiles f WHERE f.OfferId = c.OfferId AND f.State = 'Published')
          OR c.CodesFree <> (SELECT coalesce(sum(f.Free), 0) FROM CodeFiles f WHERE f.OfferId = c.OfferId AND f.State = 'Published')
          OR c.Participants <> (SELECT count(*) FROM Participants p WHERE p.OfferId = c.OfferId)
        """,
        // Half a file that counts, and a code given out of a file that does not.
        "SELECT f.Id FROM CodeFiles f WHERE f.State = 'Published' AND f.Codes <> (SELECT count(*) FROM PromoCodes p WHERE p.Id BETWEEN f.FirstCodeId AND f.LastCodeId AND p.FileId = f.Id)",
        $"SELECT p.Id FROM PromoCodes p WHERE p.AwardId IS NOT NULL AND p.FileId NOT IN ({Published})",
        // An award with two codes that are not void.
        "SELECT AwardId FROM PromoCodes WHERE AwardId IS NOT NULL AND VoidedAt IS NULL GROUP BY AwardId HAVING count(*) > 1",
        // A code of an award that is not there, and an award that was fulfilled without a code or its mail.
        "SELECT p.Id FROM PromoCodes p LEFT JOIN Awards a ON a.Id = p.AwardId WHERE p.AwardId IS NOT NULL AND a.Id IS NULL",
        """
        SELECT a.Id FROM Awards a WHERE a.State = 'Fulfilled' AND (
          (SELECT count(*) FROM PromoCodes p WHERE p.AwardId = a.Id AND p.VoidedAt IS NULL) <> 1
          OR NOT EXISTS (SELECT 1 FROM Deliveries d JOIN PromoCodes p ON p.Id = d.CodeId WHERE d.AwardId = a.Id AND p.AwardId = a.Id))
        """,
        // A code that was mailed to two people, or two codes mailed for one award.
        "SELECT CodeId FROM Deliveries WHERE CodeId IS NOT NULL GROUP BY CodeId HAVING count(DISTINCT ParticipantId) > 1",
        "SELECT AwardId FROM Deliveries WHERE AwardId IS NOT NULL GROUP BY AwardId HAVING count(DISTINCT CodeId) > 1",
        // A mail that was noted as sent without its code, and codes sent that were not counted.
        "SELECT d.Id FROM Deliveries d JOIN PromoCodes p ON p.Id = d.CodeId WHERE d.State = 'Sent' AND p.SentAt IS NULL",
        """
        SELECT o.Id FROM Participants o WHERE o.CodesSent <> (
          SELECT count(*) FROM Awards a JOIN PromoCodes p ON p.AwardId = a.Id WHERE a.ParticipantId = o.Id AND p.SentAt IS NOT NULL)
        """,
        // A code that is used without its one redemption, or redeemed twice.
        "SELECT p.Id FROM PromoCodes p WHERE (p.RedeemedAt IS NOT NULL) <> (SELECT count(*) FROM Redemptions r WHERE r.CodeId = p.Id AND r.RolledBackAt IS NULL)",
        "SELECT c.OfferId FROM OfferCounts c WHERE c.Redeemed <> (SELECT count(*) FROM Redemptions r WHERE r.OfferId = c.OfferId AND r.RolledBackAt IS NULL)",
        // Progress without its friends, and awards that the progress has not earned or has not been given.
        "SELECT p.Id FROM Participants p JOIN Offers o ON o.Id = p.OfferId WHERE o.Kind = 'Referral' AND p.Progress <> (SELECT count(*) FROM Referrals r WHERE r.ReferrerId = p.Id)",
        "SELECT p.Id FROM Participants p WHERE p.Awards <> (SELECT count(*) FROM Awards a WHERE a.ParticipantId = p.Id)",
        "SELECT p.Id FROM Participants p JOIN Offers o ON o.Id = p.OfferId WHERE o.Slug = 'try-it' AND p.Progress > 0 AND p.Awards = 0",
    ];

    public static void Check(SqliteConnection db)
    {
        foreach (var query in Wrong) Assert.Equal((query, ""), (query, string.Join(' ', db.Column(query))));
    }

    /// <summary>Whatever was noted as sent lies in the folder, whole, with its code.</summary>
    public static void CheckMails(SqliteConnection db, string folder)
    {
        using var command = db.CreateCommand();
        command.CommandText = "SELECT d.FileName, p.Code FROM Deliveries d JOIN PromoCodes p ON p.Id = d.CodeId WHERE d.State = 'Sent' AND d.FileName IS NOT NULL";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            // Quoted-printable breaks long lines.
            var mail = File.ReadAllText(Path.Combine(folder, rows.GetString(0))).Replace("=\r\n", "", StringComparison.Ordinal);
            Assert.Contains(Encoding.ASCII.GetString((byte[])rows.GetValue(1)), mail, StringComparison.Ordinal);
        }
    }

    public static List<string> Column(this SqliteConnection db, string query)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // The queries are the tests' own.
        command.CommandText = query;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var column = new List<string>();
        while (rows.Read()) column.Add(rows.GetValue(0).ToString()!);
        return column;
    }
}
