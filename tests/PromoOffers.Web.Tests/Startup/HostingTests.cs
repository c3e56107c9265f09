using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Tests.Startup;

public sealed class HostingTests : IDisposable
{
    private readonly Site site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task It_starts_on_an_empty_database_and_is_ready()
    {
        using var client = site.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Cancel)).StatusCode);
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync(Cancel);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task It_lives_but_is_not_ready_while_its_database_is_behind()
    {
        using var client = site.CreateClient();
        await using (var connection = new SqliteConnection(site.Services.GetRequiredService<DatabaseOptions>().ConnectionString))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM __EFMigrationsHistory";
            await command.ExecuteNonQueryAsync(Cancel);
        }
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready", Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_keys_that_protect_cookies_are_in_the_database()
    {
        using var client = site.CreateClient();
        await client.GetAsync("/health/ready", Cancel);
        await using var db = await site.Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContextAsync(Cancel);
        Assert.NotEmpty(await db.DataProtectionKeys.ToListAsync(Cancel));
    }

    [Fact]
    public async Task It_answers_under_its_path_base()
    {
        site.Settings["PublicUrl"] = "https://www.example.com/offers";
        using var client = site.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/offers/health/live", Cancel)).StatusCode);
        Assert.Contains("\"url\":\"api/v1/openapi.json\"", await client.GetStringAsync("/offers/api/docs/", Cancel), StringComparison.Ordinal);
        Assert.Contains("\"url\": \"/offers\"", await client.GetStringAsync("/offers/api/v1/openapi.json", Cancel), StringComparison.Ordinal);
        Assert.Equal("https://www.example.com/offers/o/spring", site.Services.GetRequiredService<PublicLinks>().To("/o/spring").ToString());
    }

    [Fact]
    public async Task A_request_is_logged_without_its_path_and_its_query()
    {
        using var client = site.CreateClient();
        await client.GetAsync("/no/such/SECRET-path?token=SECRET-query", Cancel);
        Assert.Contains("GET", site.Log, StringComparison.Ordinal);
        Assert.Contains("404", site.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", site.Log, StringComparison.Ordinal);
    }
}
