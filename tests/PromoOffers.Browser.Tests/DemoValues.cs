using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Data.Seeding;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Features.Access;

namespace PromoOffers.Browser.Tests;

/// <summary>What stands in the addresses of screens: something of everything, out of the demo or added to it here.</summary>
internal static class DemoValues
{
    /// <summary>Somebody whose password is not enough, and who has not entered the code yet.</summary>
    public static readonly DemoStaff HalfWay = new("Hal Weber", "halfway@northlight.example", BuiltInRoles.AnalyticsUser);

    /// <summary>Somebody who is about to switch on the second step, which ends every other session of theirs.</summary>
    public static readonly DemoStaff Newcomer = new("Nia Ford", "newcomer@northlight.example", BuiltInRoles.AnalyticsUser);

    private static readonly UsedCodesReport Used = new(
        new Dictionary<UsedCodeFate, int> { [UsedCodeFate.Unknown] = 1 }, 0, [new(2, "NOBODY-HAS-IT-1", "NL-20", null, UsedCodeFate.Unknown)]);

    public static async Task<IReadOnlyDictionary<string, string>> Of(DemoSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var users = services.GetRequiredService<UserManager<StaffUser>>();
        var admin = (await users.FindByEmailAsync("admin@northlight.example"))!;
        await Add(users, HalfWay, asksForCode: true);
        await Add(users, Newcomer, asksForCode: false);
        var invited = new StaffUser { UserName = "invited@northlight.example", Email = "invited@northlight.example", DisplayName = "Ivy Tan" };
        await users.CreateAsync(invited);

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        foreach (var other in OfferNotOpen.All) await other.Approved(services.GetRequiredService<IWrites>(), services.GetRequiredService<ApproveOffer>(), now, default);

        var db = services.GetRequiredService<PromoOffersDb>();
        var offer = await db.Offers.AsNoTracking().SingleAsync(o => o.Slug == "bring-friends");
        var people = db.Participants.AsNoTracking().Where(p => p.OfferId == offer.Id);
        var winner = await people.FirstAsync(p => p.CodesSent > 0);
        var mail = await db.Deliveries.FirstAsync(d => d.OfferId == offer.Id && d.Kind == DeliveryKind.Fulfillment && d.State == DeliveryState.Sent);
        var webhook = await AddWebhook(services, admin.Id);
        var values = new Dictionary<string, string>
        {
            ["offers"] = offer.PublicId,
            ["programs"] = await db.Programs.Select(p => p.PublicId).FirstAsync(),
            ["codes"] = await db.CodeFiles.Where(f => f.OfferId == offer.Id).OrderBy(f => f.Id).Select(f => f.PublicId).FirstAsync(),
            ["participants"] = winner.EntryId,
            ["emails"] = mail.MessageId,
            ["sample"] = nameof(DeliveryKind.Fulfillment),
            ["kind"] = "en",
            ["draft"] = "OfferDetails",
            ["o"] = offer.Slug,
            ["r"] = winner.ShareToken,
            ["status"] = "404",
            ["winners"] = "1",
            ["draws"] = "1",
            ["used"] = await services.GetRequiredService<KeepUsedCodesList>().Run("used.csv", Used, new Actor(null, "Ann")),
            ["redemptions"] = await db.Redemptions.Select(r => r.PublicId).FirstAsync(),
            ["users"] = $"{(await users.FindByEmailAsync(DemoStaff.Marketer.Email))!.Id}",
            ["roles"] = $"{await db.Roles.Where(r => r.Name == BuiltInRoles.AccessPrizes).Select(r => r.Id).SingleAsync()}",
            ["webhooks"] = webhook,
            ["messages"] = $"{await db.WebhookDeliveries.Select(d => d.PublicId).FirstAsync()}",
            ["reset"] = services.GetRequiredService<StaffLinks>().ForReset(admin),
            ["invitation"] = services.GetRequiredService<StaffLinks>().ForInvitation(invited),
            ["winner"] = winner.PrivateToken,
            ["newcomer"] = (await people.FirstAsync(p => p.ConfirmedAt == null)).PrivateToken,
            ["sharer"] = (await people.FirstAsync(p => p.ConfirmedAt != null && p.Prize == PrizeState.NotYet)).PrivateToken,
        };
        foreach (var other in await db.Offers.AsNoTracking().ToListAsync()) values[$"the offer {other.Slug}"] = other.PublicId;
        return values;
    }

    private static async Task Add(UserManager<StaffUser> users, DemoStaff staff, bool asksForCode)
    {
        var user = new StaffUser { UserName = staff.Email, Email = staff.Email, DisplayName = staff.Name, EmailConfirmed = true };
        await users.CreateAsync(user, DemoStaff.Password);
        await users.AddToRoleAsync(user, staff.Role);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.SetTwoFactorEnabledAsync(user, asksForCode);
    }

    private static async Task<string> AddWebhook(IServiceProvider services, int by)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var described = new WebhookDescription("https://hooks.northlight.example/promo", "To the shop", [WebhookEvents.CodeSent]);
        var key = await services.GetRequiredService<CreateWebhook>().Run(by, described, now);
        await services.GetRequiredService<TestWebhook>().Run(by, key.PublicId, now);
        return key.PublicId;
    }
}
