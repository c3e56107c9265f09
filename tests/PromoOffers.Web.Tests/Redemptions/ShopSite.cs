using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Redemptions.Shop;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>A site with the example shop, which reaches the API over HTTP as it does on a real port.</summary>
internal sealed class ShopSite : Site
{
    private readonly ApiSecret secret = ApiSecret.New();

    public ShopSite()
    {
        Settings["Checkout:Enabled"] = "true";
        Settings["Checkout:ApiKey"] = secret.Text;
    }

    public Task<int> AddShopKey() => Services.GetRequiredService<IWrites>().Run((db, _) =>
    {
        db.ApiKeys.Add(new ApiKey("Shop", secret, [ApiScope.Validate, ApiScope.Redeem, ApiScope.Rollback], expiresAt: null, "Ann", ApiOnSite.Now));
        return Task.FromResult(0);
    });

    /// <summary>The only code there is.</summary>
    public Task<PromoCode> Code() => this.Read(db => db.PromoCodes.AsNoTracking().SingleAsync());

    public Task<int> Void(string code)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(code);
        return Services.GetRequiredService<IWrites>().Run(async (db, cancel) =>
        {
            (await db.PromoCodes.SingleAsync(c => c.Code == bytes, cancel)).MakeVoid("Lost", ApiOnSite.Now);
            return 0;
        });
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.AddHttpClient<ShopApi>().ConfigurePrimaryHttpMessageHandler(() => Server.CreateHandler()));
    }
}

/// <summary>The fields of a form beside the token of its page.</summary>
internal delegate FormUrlEncodedContent FilledForm(params (string Name, string Value)[] fields);

internal static partial class FormsOfPages
{
    /// <summary>Loads a page, to send its form as often as one likes.</summary>
    public static async Task<FilledForm> Form(this HttpClient browser, string page)
    {
        var token = Token().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        return fields => new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("__RequestVerificationToken", token)]);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
