using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Offers;
using static PromoOffers.Web.Tests.PromoCodes.CodeUploads;

namespace PromoOffers.Web.Tests.PromoCodes;

/// <summary>Winners for whom there was no code, and the box beside an upload that sends to them.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private readonly Site site = new();
    private HttpClient marketer = null!;

    public async ValueTask InitializeAsync() => marketer = await site.SignedIn(BuiltInRoles.MarketingUser);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(FulfillmentDelivery.Automatic, true)]
    [InlineData(FulfillmentDelivery.Manual, false)]
    public async Task The_box_says_how_many_wait_and_is_ticked_where_delivery_is_automatic(FulfillmentDelivery delivery, bool ticked)
    {
        var offer = await OfferWhereOneWaits(delivery);
        if (delivery == FulfillmentDelivery.Manual) await SendByHand(offer);
        var page = await marketer.GetStringAsync($"/offers/{offer}/codes", Cancel);
        Assert.Contains("Send to the 1 who waits", page, StringComparison.Ordinal);
        Assert.Equal(ticked, page.Contains("id=\"upload-send\" form=\"upload-codes\" checked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_prizes_of_one_person_are_counted_as_prizes_and_as_one_person()
    {
        var offer = await OfferWhereOneWaits(referral: new() { Count = 1, AwardsPerParticipant = 2 }, friends: 2);
        var codes = await marketer.ReadText($"/offers/{offer}/codes");
        Assert.Contains("2 prizes wait for a code", codes, StringComparison.Ordinal);
        Assert.Contains("Send to the 1 who waits", codes, StringComparison.Ordinal);
        Assert.Contains("People waiting for a prize</dt><dd class=\"num\">1<", await marketer.GetStringAsync($"/offers/{offer}", Cancel), StringComparison.Ordinal);
        Assert.Contains("Awaiting prize<span class=\"n\">1<", await marketer.GetStringAsync($"/offers/{offer}/participants?show=Awaiting", Cancel), StringComparison.Ordinal);
        await Upload(marketer, offer, "AAA\nBBB\n", send: true);
        Assert.Contains("2 prizes that waited have a code now", await marketer.ReadText($"/offers/{offer}/codes/{(await site.LastFile()).PublicId}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_with_the_box_ticked_sends_to_those_who_wait()
    {
        var offer = await OfferWhereOneWaits();
        await Upload(marketer, offer, "AAA\nBBB\n", send: true);
        Assert.Equal((1, 0), await AssignedAndWaiting());
    }

    [Fact]
    public async Task An_upload_without_it_leaves_them_waiting_until_somebody_sends()
    {
        var offer = await OfferWhereOneWaits();
        await Upload(marketer, offer, "AAA\nBBB\n", send: false);
        Assert.Equal((0, 1), await AssignedAndWaiting());
        await marketer.Submit($"/offers/{offer}/codes", [], $"/offers/{offer}/codes/send");
        Assert.Equal((1, 0), await AssignedAndWaiting());
        await marketer.Submit($"/offers/{offer}/codes", [], $"/offers/{offer}/codes/send");
        Assert.Equal((1, 0), await AssignedAndWaiting());
    }

    [Fact]
    public async Task Who_may_upload_and_not_send_is_not_offered_the_box_and_sends_nothing_by_it()
    {
        var offer = await OfferWhereOneWaits();
        using var uploader = await Uploader();
        Assert.DoesNotContain("upload-send", await uploader.GetStringAsync($"/offers/{offer}/codes", Cancel), StringComparison.Ordinal);
        await Upload(uploader, offer, "AAA\nBBB\n", send: true);
        var answer = await uploader.Submit($"/offers/{offer}/codes", [], $"/offers/{offer}/codes/send");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal((0, 1), await AssignedAndWaiting());
    }

    [Fact]
    public async Task A_file_one_of_whose_codes_is_given_out_stays()
    {
        var offer = await OfferWhereOneWaits();
        await Upload(marketer, offer, "AAA\nBBB\n", send: true);
        var file = await site.LastFile();
        var page = $"/offers/{offer}/codes/{file.PublicId}";
        await marketer.Submit($"/offers/{offer}/codes", [], $"{page}/remove");
        Assert.Contains("This file cannot be removed", await marketer.ReadText(page), StringComparison.Ordinal);
        Assert.Equal(CodeFileState.Published, (await site.LastFile()).State);
        Assert.Equal("AAA|BBB", await site.Codes());
    }

    /// <summary>Ann brought friends, and there was no code for her.</summary>
    private async Task<string> OfferWhereOneWaits(
        FulfillmentDelivery delivery = FulfillmentDelivery.Automatic, ReferralTerms? referral = null, int friends = 1)
    {
        var terms = new ReferralOffer { UsePromoCodes = true, ConfirmAddress = false, Delivery = delivery };
        var offer = await site.NewOffer(referral is null ? terms : terms with { Referral = referral });
        var id = await site.Read(db => db.Offers.Select(o => o.Id).SingleAsync(Cancel));
        await SignUp(id, "ann@example.com", null);
        var ann = await site.Read(db => db.Participants.AsNoTracking().SingleAsync(Cancel));
        for (var i = 0; i < friends; i++) await SignUp(id, $"friend{i}@example.com", ann.ShareToken);
        return offer;
    }

    private async Task SendByHand(string offer)
    {
        var ann = await site.Read(db => db.Participants.AsNoTracking().SingleAsync(p => p.Email == "ann@example.com", Cancel));
        await marketer.Submit($"/offers/{offer}/participants", new() { ["who"] = ann.EntryId }, $"/offers/{offer}/participants/send");
    }

    private Task<SignUpOutcome> SignUp(int offerId, string email, string? shareToken) =>
        site.Services.GetRequiredService<SignUp>().Run(new(offerId, email, "en", new Dictionary<string, string>(), Consents: false, shareToken), Cancel);

    private async Task<(int Assigned, int Waiting)> AssignedAndWaiting() => (
        await site.Read(db => db.PromoCodes.CountAsync(c => c.AwardId != null, Cancel)),
        await site.Read(db => db.Awards.CountAsync(a => !db.PromoCodes.Any(c => c.AwardId == a.Id), Cancel)));

    private static async Task Upload(HttpClient browser, string offer, string codes, bool send)
    {
        var form = new MultipartFormDataContent { { new StringContent(await browser.Token(offer)), "__RequestVerificationToken" } };
        if (send) form.Add(new StringContent("true"), "send");
        form.Add(new StringContent(codes), "file", "codes.txt");
        var answer = await browser.PostAsync($"/offers/{offer}/codes", form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpClient> Uploader()
    {
        await site.Services.GetRequiredService<IWrites>().Run((db, _) =>
        {
            db.Roles.Add(new()
            {
                Name = "Uploader",
                NormalizedName = "UPLOADER",
                Permissions = new HashSet<Permission> { Permission.AccessMarketingActivities, Permission.UploadCodes },
            });
            return Task.FromResult(true);
        }, Cancel);
        return await site.SignedIn("Uploader");
    }
}
