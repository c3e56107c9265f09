using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Draws;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Tests.Draws;

namespace PromoOffers.Web.Tests.Killing;

/// <summary>
/// The server is killed at random moments while sixteen press Finalize. Afterwards exactly the winners have one award each, and those
/// for whom there are codes one code and one mail. PROMOOFFERS_THOROUGH=1 does so 25 times instead of 3.
/// </summary>
public sealed class KilledDrawTests
{
    private const int Presses = 16;

    /// <summary>More than are awarded in one transaction, so that a kill can fall between two.</summary>
    private const int Winners = 1200;
    private const int Codes = 1100;

    private static readonly TimeSpan FinalWithin = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_server_finalizes_each_drawing_once()
    {
        var kills = Environment.GetEnvironmentVariable("PROMOOFFERS_THOROUGH") == "1" ? 25 : 3;
        var moments = new Random(20_261_208);
        await using var server = new MortalServer();
        await server.Start(Cancel);
        await server.Kill();
        var offers = await Drawn(server, kills);
        await server.Start(Cancel);
        var cutShort = 0;
        foreach (var (offerId, publicId) in offers)
        {
            using var marketer = new Marketer(server.Address, publicId);
            await marketer.SignIn(Cancel);
            var pressed = Press(marketer);
            await Task.Delay(moments.Next(10, 400), Cancel);
            await server.Kill();
            await pressed;
            using (var db = server.Open()) cutShort += State(db, offerId) == "Final" ? 0 : 1;
            await server.Start(Cancel);
            await IsFinal(server, offerId, publicId);
            Check(server, offerId);
        }
        Assert.True(cutShort > 0, "No kill fell into the middle.");
    }

    /// <summary>As many sweepstakes whose winners are proposed, in the database of the server.</summary>
    private static async Task<List<(int Id, string PublicId)>> Drawn(MortalServer server, int count)
    {
        await using var site = new Site { Settings = { ["ConnectionStrings:PromoOffers"] = $"Data Source={server.File}" } };
        var offers = new List<(int, string)>();
        for (var i = 1; i <= count; i++)
        {
            var draw = await DrawOnSite.Frozen(site, Winners + 50, Codes, slug: $"killed-{i}", firstCode: 1_000_000 + (i * 10_000));
            Assert.IsType<DrawOutcome.Drawn>(await site.Services.GetRequiredService<RunDraw>().Run(draw.Id, 1, Winners, null, Actor.System, Cancel));
            offers.Add((draw.Id, draw.PublicId));
        }
        return offers;
    }

    private static async Task Press(Marketer marketer)
    {
        try
        {
            await marketer.Finalize(Winners, Presses, Cancel);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed: what it had not answered may have happened or not.
        }
    }

    /// <summary>By itself where it was decided; where nothing was, somebody presses again.</summary>
    private static async Task IsFinal(MortalServer server, int offerId, string publicId)
    {
        using var db = server.Open();
        if (State(db, offerId) == "Drawn")
        {
            using var marketer = new Marketer(server.Address, publicId);
            await marketer.SignIn(Cancel);
            await marketer.Finalize(Winners, Presses, Cancel);
        }
        for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < FinalWithin && State(db, offerId) != "Final";) await Task.Delay(100, Cancel);
        Assert.Equal("Final", State(db, offerId));
    }

    private static void Check(MortalServer server, int offer)
    {
        using var db = server.Open();
        const string won = "FROM Winners w JOIN Drawings d ON d.Id = w.DrawingId WHERE w.Outcome = 'Won' AND d.OfferId = ";
        Assert.Equal(Winners, Number(db, $"SELECT COUNT(*) {won}{offer}"));
        Assert.Equal(Winners, Number(db, $"SELECT COUNT(*) FROM Awards WHERE OfferId = {offer}"));
        Assert.Equal(Winners, Number(db, $"SELECT COUNT(*) FROM Awards WHERE OfferId = {offer} AND WinnerId IN (SELECT w.Id {won}{offer})"));
        Assert.Equal(Winners - Codes, Number(db, $"SELECT COUNT(*) FROM Awards WHERE OfferId = {offer} AND State = 'Waiting'"));
        foreach (var given in (string[])["COUNT(*)", "COUNT(DISTINCT AwardId)"]) Assert.Equal(Codes, Number(db, $"SELECT {given} FROM PromoCodes WHERE OfferId = {offer} AND AwardId IS NOT NULL"));
        foreach (var mails in (string[])["COUNT(*)", "COUNT(DISTINCT AwardId)", "COUNT(DISTINCT CodeId)"])
            Assert.Equal(Codes, Number(db, $"SELECT {mails} FROM Deliveries WHERE OfferId = {offer} AND Kind = 'Fulfillment'"));
        Assert.Equal(Codes, Number(db, $"SELECT COUNT(*) FROM Deliveries d JOIN PromoCodes c ON c.Id = d.CodeId AND c.AwardId = d.AwardId WHERE d.OfferId = {offer}"));
        Assert.Equal(Winners, Number(db, $"SELECT GoalMet FROM OfferCounts WHERE OfferId = {offer}"));
        Assert.Equal(Winners - Codes, Number(db, $"SELECT Awaiting FROM OfferCounts WHERE OfferId = {offer}"));
        Assert.Equal(0, Number(db, $"SELECT CodesFree FROM OfferCounts WHERE OfferId = {offer}"));
    }

    private static string State(SqliteConnection db, int offer) => db.Column($"SELECT State FROM Drawings WHERE OfferId = {offer}")[0];

    private static int Number(SqliteConnection db, string sql) => int.Parse(db.Column(sql)[0], CultureInfo.InvariantCulture);
}
