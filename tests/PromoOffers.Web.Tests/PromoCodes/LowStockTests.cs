using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Features.PromoCodes;
using PromoOffers.Web.Messaging;
using static PromoOffers.Web.Tests.PromoCodes.CodeUploads;

namespace PromoOffers.Web.Tests.PromoCodes;

/// <summary>The alert that codes run low: once each time, to those who can do something about it.</summary>
public sealed class LowStockTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient marketer = null!;
    private string offer = "";

    public async ValueTask InitializeAsync()
    {
        marketer = await site.SignedIn(BuiltInRoles.MarketingUser);
        offer = await site.NewOffer(new ReferralOffer { UsePromoCodes = true });
        await marketer.Upload(offer, string.Concat(Enumerable.Range(1, 20).Select(i => $"FIRST-{i}\n")));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Everybody_who_may_upload_is_mailed_once_and_nobody_else()
    {
        await site.AddStaff("admin@staff.example", BuiltInRoles.Admin);
        await site.AddStaff("reviewer@staff.example", BuiltInRoles.AccessPrizes);
        await site.AddStaff("analyst@staff.example", BuiltInRoles.AnalyticsUser);
        await Leave(await site.AddStaff("gone@staff.example", BuiltInRoles.MarketingUser));
        Assert.Equal(0, await Check());

        await Left(1);
        Assert.Equal(1, await Check());
        Assert.Equal(0, await Check());
        var mails = await Mails();
        Assert.Equal(["admin@staff.example", "marketing.user@staff.example"], mails.Select(mail => mail.To).Order());
        Assert.All(mails, mail =>
        {
            Assert.Contains("1 of 20 codes left", mail.Text, StringComparison.Ordinal);
            Assert.Contains($"/offers/{offer}/codes", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("FIRST-", mail.Text + mail.Html, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task After_an_upload_it_is_told_anew_when_codes_run_low_again()
    {
        await Left(1);
        await Check();
        await marketer.Upload(offer, "SECOND-1\nSECOND-2\n");
        Assert.Equal(0, await Check());
        await Left(0);
        Assert.Equal(1, await Check());
        Assert.Equal(2, (await Mails()).Count);
    }

    private Task<int> Check() => site.Services.GetRequiredService<StockCheck>().Run(Cancel);

    private async Task<List<StaffMail>> Mails()
    {
        var seal = site.Services.GetRequiredService<StaffMailSeal>();
        var sealedMails = await site.Read(db => db.Deliveries.Where(d => d.Kind == DeliveryKind.Staff).Select(d => d.ProtectedContent!).ToListAsync(Cancel));
        return [.. sealedMails.Select(seal.Open)];
    }

    private Task<int> Left(int codes) => Write(db => db.OfferCounts.ExecuteUpdateAsync(row => row.SetProperty(c => c.CodesFree, codes), Cancel));

    private Task<int> Leave(int userId) => Write(db => db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(row => row.SetProperty(u => u.DeactivatedAt, DateTime.UnixEpoch), Cancel));

    private Task<int> Write(Func<Data.PromoOffersDb, Task<int>> write) => site.Services.GetRequiredService<IWrites>().Run((db, _) => write(db), Cancel);
}
