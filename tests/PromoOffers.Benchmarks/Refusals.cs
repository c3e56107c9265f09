using System.Globalization;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Benchmarks;

/// <summary>
/// How long the checkout of the example shop takes to refuse a code, for each reason there is; beside it the first of them. Whoever
/// tries codes is to learn nothing by it.
/// </summary>
internal static class Refusals
{
    private const int AtOnce = 4;
    private const int Codes = 20_000;

    /// <summary>Tried before anything is measured.</summary>
    private const int Before = 100;

    /// <summary>The first codes of the file are each in a way that is refused.</summary>
    private const string Refused = """
        INSERT INTO Participants (Id, OfferId, EntryId, ShareToken, PrivateToken, Email, EmailHash, FirstName, LastName, SortName, Fields, Language,
          JoinedAt, ConfirmedAt, Progress, Awards, CodesSent, Prize)
        VALUES (1, $offer, 'entry-1', 'share-1', 'mine-1', 'p1@mail.example', X'01', 'Kim', '', 'kim', '{}', 'en', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1, 3, 3, 'Sent');
        INSERT INTO Awards (Id, EarnedAt, OfferId, Ordinal, ParticipantId, State)
        VALUES (1, '2026-01-01 00:00:00', $offer, 1, 1, 'Fulfilled'), (2, '2026-01-01 00:00:00', $offer, 2, 1, 'Fulfilled'), (3, '2026-01-01 00:00:00', $offer, 3, 1, 'Fulfilled');
        UPDATE PromoCodes SET AwardId = Id, AssignedAt = '2026-01-01 00:00:00', SentAt = '2026-01-01 00:00:00' WHERE Id <= 3;
        UPDATE PromoCodes SET RedeemedAt = '2026-01-02 00:00:00' WHERE Id = 1;
        UPDATE PromoCodes SET VoidedAt = '2026-01-02 00:00:00' WHERE Id = 2;
        UPDATE PromoCodes SET LockedUntil = '2999-01-01 00:00:00', LockKey = 'held by another shopper' WHERE Id = 3;
        UPDATE OfferCounts SET Participants = 1, CodesSent = 3, CodesFree = CodesFree - 3 WHERE OfferId = $offer
        """;

    public static async Task Run(BenchmarkRun run)
    {
        foreach (var tries in run.Sizes(200))
        {
            ApiSecret? key = null;
            await using var server = await ServerProcess.Start(() => Settings(key!), async db =>
            {
                var offer = await db.Add(new ReferralOffer { Slug = "refused" });
                await db.AddCodes(offer, Codes);
                db.Execute(Refused, ("$offer", offer));
                key = await Checkout.Key(db.Writes);
            });
            await Time(server, "IN-NO-FILE", Before);
            Crowd? first = null;
            foreach (var (reason, code) in Reasons(server))
            {
                var crowd = await Time(server, code, tries);
                first ??= crowd;
                run.Add($"{reason}: p50", "ms", crowd.P50, first.P50, null);
                run.Add($"{reason}: p99", "ms", crowd.P99, first.P99, null);
            }
        }
    }

    private static (string, string)[] Settings(ApiSecret key) =>
        [("Checkout__Enabled", "true"), ("Checkout__ApiKey", key.Text), ("Limits__CodesPerMinute", "1000000000"), ("Api__RequestsPerMinute", "1000000000")];

    private static IEnumerable<(string Reason, string Code)> Reasons(ServerProcess server)
    {
        yield return ("in no file", "IN-NO-FILE");
        string[] reasons = ["redeemed before", "replaced by another", "held by another shopper", "sent to nobody"];
        var codes = DatabaseFile.Read(server.DatabaseFile, "SELECT CAST(Code AS TEXT) FROM PromoCodes WHERE Id <= 4 ORDER BY Id", row => row.GetString(0));
        foreach (var (reason, code) in reasons.Zip(codes)) yield return (reason, code);
    }

    /// <summary>Each try is that of another shopper, whose page is open already.</summary>
    private static async Task<Crowd> Time(ServerProcess server, string code, int tries)
    {
        var shoppers = new Shopper[tries];
        await Crowd.Run(AtOnce, tries, async number => shoppers[number] = await Shopper.Open(server.Address));
        var crowd = await Crowd.Run(AtOnce, tries, async number =>
        {
            if (await shoppers[number].Try(code)) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The code of try {number} was taken."));
        });
        foreach (var shopper in shoppers) shopper.Dispose();
        return crowd;
    }
}
