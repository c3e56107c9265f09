using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>
/// The server is killed at random moments while people sign up, confirm and earn codes. Whatever it had answered is there after the
/// restart, and whatever is there fits together. PROMOOFFERS_THOROUGH=1 kills it 25 times instead of 3.
/// </summary>
public sealed class KilledServerTests
{
    private const string Slug = "try-it";
    private const int AtOnce = 6;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_loses_nothing_that_it_answered_and_gives_no_code_twice()
    {
        var kills = Environment.GetEnvironmentVariable("PROMOOFFERS_THOROUGH") == "1" ? 25 : 3;
        var moments = new Random(20_261_125);
        var (signedUp, confirmed) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await using var server = new MortalServer();
        await server.Start(Cancel);
        for (var kill = 1; kill <= kills; kill++)
        {
            using var work = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var people = Enumerable.Range(0, AtOnce).Select(worker => TakePart(server, $"{kill}-{worker}", signedUp, confirmed, work.Token)).ToList();
            await Task.Delay(moments.Next(500, 2500), Cancel);
            await server.Kill();
            await work.CancelAsync();
            await Task.WhenAll(people);

            await server.Start(Cancel);
            using var db = server.Open();
            Assert.Empty(signedUp.Except(Column(db, "SELECT Email FROM Participants")));
            Assert.Empty(confirmed.Except(Column(db, "SELECT Email FROM Participants WHERE ConfirmedAt IS NOT NULL")));
            Fits(db);
        }
        Assert.NotEmpty(confirmed);
    }

    /// <summary>Pairs of friends, of whom the one earns a code by the other, until the server is gone.</summary>
    private static async Task TakePart(
        MortalServer server, string name, ConcurrentBag<string> signedUp, ConcurrentBag<string> confirmed, CancellationToken cancel)
    {
        try
        {
            for (var pair = 1; ; pair++)
            {
                string? share = null;
                foreach (var who in (string[])["first", "second"])
                {
                    using var visitor = new Visitor(server.Address, Slug, $"{who}-{name}-{pair}@mail.example");
                    Assert.True(await visitor.SignUp(share, cancel));
                    signedUp.Add(visitor.Email);
                    var (privateToken, shareToken) = Tokens(server, visitor.Email);
                    Assert.True(await visitor.Confirm(privateToken, cancel));
                    confirmed.Add(visitor.Email);
                    share = shareToken;
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            // The server was killed: what it had not answered may have happened or not.
        }
    }

    private static (string Private, string Share) Tokens(MortalServer server, string email)
    {
        using var db = server.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT PrivateToken, ShareToken FROM Participants WHERE Email = $email";
        command.Parameters.AddWithValue("$email", email);
        using var row = command.ExecuteReader();
        Assert.True(row.Read());
        return (row.GetString(0), row.GetString(1));
    }

    private static void Fits(SqliteConnection db)
    {
        string[] wrong =
        [
            // The ledger of each offer, and its maintained totals.
            """
            SELECT c.OfferId FROM OfferCounts c WHERE c.CodesUploaded <> (SELECT count(*) FROM PromoCodes p WHERE p.OfferId = c.OfferId)
              OR c.CodesFree <> (SELECT count(*) FROM PromoCodes p WHERE p.OfferId = c.OfferId AND p.AwardId IS NULL)
              OR c.CodesUploaded <> (SELECT coalesce(sum(f.Codes), 0) FROM CodeFiles f WHERE f.OfferId = c.OfferId AND f.State = 'Published')
              OR c.CodesFree <> (SELECT coalesce(sum(f.Free), 0) FROM CodeFiles f WHERE f.OfferId = c.OfferId AND f.State = 'Published')
              OR c.Participants <> (SELECT count(*) FROM Participants p WHERE p.OfferId = c.OfferId)
            """,
            // An award with two codes that are not void.
            "SELECT AwardId FROM PromoCodes WHERE AwardId IS NOT NULL AND VoidedAt IS NULL GROUP BY AwardId HAVING count(*) > 1",
            // A code of an award that is not there, and an award that was fulfilled without a code or its mail.
            "SELECT p.Id FROM PromoCodes p LEFT JOIN Awards a ON a.Id = p.AwardId WHERE p.AwardId IS NOT NULL AND a.Id IS NULL",
            """
            SELECT a.Id FROM Awards a WHERE a.State = 'Fulfilled' AND (
              (SELECT count(*) FROM PromoCodes p WHERE p.AwardId = a.Id AND p.VoidedAt IS NULL) <> 1
              OR NOT EXISTS (SELECT 1 FROM Deliveries d JOIN PromoCodes p ON p.Id = d.CodeId WHERE d.AwardId = a.Id AND p.AwardId = a.Id))
            """,
            // Progress without its friends, and awards that the progress has not earned or has not been given.
            "SELECT p.Id FROM Participants p WHERE p.Progress <> (SELECT count(*) FROM Referrals r WHERE r.ReferrerId = p.Id)",
            "SELECT p.Id FROM Participants p WHERE p.Awards <> (SELECT count(*) FROM Awards a WHERE a.ParticipantId = p.Id)",
            "SELECT p.Id FROM Participants p JOIN Offers o ON o.Id = p.OfferId WHERE o.Slug = 'try-it' AND p.Progress > 0 AND p.Awards = 0",
        ];
        foreach (var query in wrong) Assert.Equal((query, ""), (query, string.Join(' ', Column(db, query))));
    }

    private static List<string> Column(SqliteConnection db, string query)
    {
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // The queries stand above.
        command.CommandText = query;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var column = new List<string>();
        while (rows.Read()) column.Add(rows.GetValue(0).ToString()!);
        return column;
    }
}
