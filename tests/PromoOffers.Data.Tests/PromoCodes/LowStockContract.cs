using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.PromoCodes;

/// <summary>When somebody is told that codes run low, and how often.</summary>
public abstract class LowStockContract<TDatabase> : CodeFilesContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    protected override void Add(IServiceCollection services)
    {
        base.Add(services);
        services.AddOffers();
    }

    [Fact]
    public async Task Below_a_tenth_of_what_was_uploaded_it_is_told_once_until_codes_come()
    {
        var offer = await new ReferralOffer { UsePromoCodes = true }.Approved(Database.Writes, Database.Now, Cancel);
        await Listen();
        await Upload(offer, string.Join('\n', Enumerable.Range(0, 11).Select(i => $"A{i}")));
        await Give(offer, 1, 9);
        Assert.Empty(await Low());

        await Give(offer, 10, 10);
        var low = Assert.Single(await Low());
        Assert.Equal((offer, 1L, 11L), (low.OfferId, low.Forecast.Free, low.Forecast.Uploaded));
        Assert.True(await Database.Get<AlertLowStock>().Run(low, ["to Ann", "to Ben"], Database.Now, Cancel));
        Assert.False(await Database.Get<AlertLowStock>().Run(low, ["to Ann", "to Ben"], Database.Now, Cancel));
        Assert.Empty(await Low());
        Assert.Equal(["to Ann", "to Ben"], await Mails());
        Assert.Contains("\"pool\":{\"free\":1}", Assert.Single(await Messages()), StringComparison.Ordinal);

        Database.Time.Advance(TimeSpan.FromHours(1));
        await Upload(offer, "B1\nB2\n");
        Assert.Empty(await Low());
        await Give(offer, 11, 12);
        low = Assert.Single(await Low());
        Assert.True(await Database.Get<AlertLowStock>().Run(low, [], Database.Now, Cancel));
    }

    [Fact]
    public async Task The_forecast_counts_the_awards_of_the_last_seven_days()
    {
        var offer = await new ReferralOffer { UsePromoCodes = true }.Approved(Database.Writes, Database.Now, Cancel);
        await Upload(offer, "A1\n");
        await Give(offer, 1, 1);
        await Database.Writes.Run(async (db, cancel) =>
        {
            db.Day(offer, Database.Now).Awards++;
            db.Day(offer, Database.Now.AddDays(-6)).Awards++;
            db.Day(offer, Database.Now.AddDays(-7)).Awards++;
            return 0;
        }, Cancel);
        Assert.Equal(2, Assert.Single(await Low()).Forecast.AwardsLately);
    }

    private async Task<IReadOnlyList<LowStock>> Low()
    {
        await using var db = Database.Read();
        return await new ReadLowStock(db).Run(Database.Now, Cancel);
    }

    private async Task Give(int offer, int from, int to)
    {
        for (var award = from; award <= to; award++) Assert.NotNull(await Claim(offer, award));
    }

    /// <summary>A webhook that wants to know of everything.</summary>
    private Task<int> Listen() => Database.Writes.Run((db, _) =>
    {
        db.WebhookEndpoints.Add(new WebhookEndpoint("https://shop.example/", "closed", "Ann", Database.Now)).Entity.Describe("https://shop.example/", "", WebhookEvents.All);
        return Task.FromResult(0);
    }, Cancel);

    private async Task<List<string>> Messages()
    {
        await using var db = Database.Read();
        return await db.WebhookDeliveries.Where(d => d.Event == WebhookEvents.PoolLow).Select(d => d.Payload).ToListAsync(Cancel);
    }

    private async Task<List<string>> Mails()
    {
        await using var db = Database.Read();
        return await db.Deliveries.Where(d => d.Kind == DeliveryKind.Staff).OrderBy(d => d.Id).Select(d => d.ProtectedContent!).ToListAsync(Cancel);
    }
}

public sealed class LowStockOnSqlite : LowStockContract<SqliteTestDatabase>;

public sealed class LowStockOnSqlServer : LowStockContract<SqlServerTestDatabase>;

public sealed class LowStockOnTheStandIn : LowStockContract<StandInTestDatabase>;
