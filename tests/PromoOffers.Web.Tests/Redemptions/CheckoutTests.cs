using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Offers;
using PromoOffers.Web.Features.Redemptions.Shop;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>The example shop, whose server speaks to the API over HTTP.</summary>
public sealed partial class CheckoutTests : IAsyncLifetime
{
    private const string Good = "SPRING-GOOD-0001";

    private readonly ShopSite _site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _site.AddShopKey();

    public async ValueTask DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_shopper_applies_the_code_and_places_the_order_once()
    {
        await _site.OfferWith([Good]);
        using var shopper = _site.Browser();
        var applied = await shopper.Submit("/checkout", new() { ["Form.Code"] = $"\u00a0 {Good} " }, "/checkout/code");
        Assert.Equal(HttpStatusCode.Redirect, applied.StatusCode);
        var page = await shopper.GetStringAsync("/checkout", Cancel);
        Assert.Contains(Good, page, StringComparison.Ordinal);
        Assert.Contains("You save CA$14.00", page, StringComparison.Ordinal);

        // Twice, as with an impatient finger: the second knows nothing of the answer to the first.
        var basket = await shopper.Form("/checkout");
        await Task.WhenAll(shopper.PostAsync("/checkout", basket(), Cancel), shopper.PostAsync("/checkout", basket(), Cancel));
        var redemption = Assert.Single(await _site.Read(db => db.Redemptions.AsNoTracking().ToListAsync()));
        Assert.Equal((7000, "CAD", "Shop"), (redemption.Amount, redemption.Currency, redemption.RecordedBy));
        Assert.Contains(redemption.OrderId, await shopper.GetStringAsync("/checkout/placed", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_is_taken_off_or_whose_order_is_cancelled_can_be_used_again()
    {
        await _site.OfferWith([Good]);
        using var shopper = _site.Browser();
        await shopper.Submit("/checkout", new() { ["Form.Code"] = Good }, "/checkout/code");
        await shopper.Submit("/checkout", [], "/checkout/code/removed");
        Assert.Null((await _site.Code()).LockedUntil);

        await shopper.Submit("/checkout", new() { ["Form.Code"] = Good }, "/checkout/code");
        await shopper.Submit("/checkout", []);
        Assert.NotNull((await _site.Code()).RedeemedAt);
        await shopper.Submit("/checkout/placed", [], "/checkout/cancelled");
        Assert.Null((await _site.Code()).RedeemedAt);
        Assert.Contains("can be used for another order", await shopper.GetStringAsync("/checkout/placed", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_needs_no_code_and_a_typed_one_is_shown_before_it_is_used()
    {
        await _site.OfferWith([Good]);
        using var shopper = _site.Browser();
        var typed = await shopper.Submit("/checkout", new() { ["Form.Code"] = Good });
        Assert.StartsWith("/checkout?", typed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await _site.Read(db => db.Redemptions.ToListAsync()));

        using var other = _site.Browser();
        await other.Submit("/checkout", []);
        Assert.Contains("CA$74.90", await other.GetStringAsync("/checkout/placed", Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Every_refusal_is_the_same_sentence_under_the_same_headers(string language)
    {
        var today = DateOnly.FromDateTime(ApiOnSite.Now);
        await _site.OfferWith(["SPRING-FREE-0001"], new ReferralOffer { Slug = "free" }, free: 1);
        await _site.OfferWith(["SPRING-USED-0001", "SPRING-HELD-0001", "SPRING-VOID-0001"]);
        await _site.OfferWith(["SPRING-LATE-0001"], new ReferralOffer { Slug = "late", LastDay = today.AddDays(-3) });
        await _site.OfferWith(["SPRING-SOON-0001"], new ReferralOffer { Slug = "soon", Rules = new CodeRules { FirstDay = today.AddDays(9) } });
        await _site.OfferWith(["SPRING-MORE-0001"], new ReferralOffer { Slug = "more", Rules = new CodeRules { MinimumAmount = 10_000, Currency = "CAD" } });
        await _site.OfferWith(["SPRING-EURO-0001"], new ReferralOffer { Slug = "euro", Rules = new CodeRules { MinimumAmount = 1, Currency = "EUR" } });
        await _site.OfferWith(["SPRING-MINE-0001"], new ReferralOffer { Slug = "mine", Rules = new CodeRules { OnlyByHolder = true } });
        using (var shop = await _site.Program(ApiScope.Redeem)) Assert.Equal(HttpStatusCode.Created, (await shop.Redeem("SPRING-USED-0001", "1")).StatusCode);
        await _site.Services.GetRequiredService<LockCode>().Run(new ValidateRequest("SPRING-HELD-0001", new Basket(null, null, null), false, null), CodeLock.Usual, Cancel);
        await _site.Void("SPRING-VOID-0001");

        var answers = new List<string>();
        foreach (var code in (string[])["SPRING-NONE-0001", "SPRING-FREE-0001", "SPRING-USED-0001", "SPRING-HELD-0001", "SPRING-VOID-0001", "SPRING-LATE-0001",
            "SPRING-SOON-0001", "SPRING-MORE-0001", "SPRING-EURO-0001", "SPRING-MINE-0001", new string('X', 1_200)])
        {
            // One browser may not try so many.
            using var shopper = _site.Browser();
            var page = await shopper.Form($"/checkout?lang={language}");
            var answer = await shopper.PostAsync($"/checkout/code?lang={language}", page(("Form.Code", code)), Cancel);
            answers.Add(Told(answer, (await answer.Content.ReadAsStringAsync(Cancel)).Replace(code, "CODE", StringComparison.Ordinal)));
        }
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Contains(language == "fr" ? "ne peut pas servir pour cette commande" : "cannot be used for this order", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_held_back_until_a_whole_step_of_time_has_passed()
    {
        var clock = new FakeTimeProvider();
        foreach (var work in (int[])[0, 7, 240])
        {
            var answer = new EvenTime(clock).Take(
                () =>
                {
                    clock.Advance(TimeSpan.FromMilliseconds(work));
                    return Task.FromResult(work);
                },
                Cancel);
            clock.Advance(EvenTime.Step - TimeSpan.FromMilliseconds(work + 1));
            Assert.False(answer.IsCompleted);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(work, await answer);
        }
    }

    [Fact]
    public async Task Who_tries_too_many_codes_has_to_wait()
    {
        using var shopper = _site.Browser();
        var page = await shopper.Form("/checkout");
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.OK, (await shopper.PostAsync("/checkout/code", page(("Form.Code", $"GUESS-{i}")), Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await shopper.PostAsync("/checkout/code", page(("Form.Code", "GUESS-10")), Cancel)).StatusCode);

        using var neighbour = _site.Browser();
        Assert.Equal(HttpStatusCode.OK, (await neighbour.Submit("/checkout", new() { ["Form.Code"] = "GUESS-11" }, "/checkout/code")).StatusCode);
    }

    [Fact]
    public async Task Many_browsers_of_one_address_share_its_budget()
    {
        await using var site = new ShopSite { Settings = { [ShopBudgets.Setting] = "3" } };
        await site.AddShopKey();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            using var shopper = site.Browser();
            answers.Add((await shopper.Submit("/checkout", new() { ["Form.Code"] = $"GUESS-{i}" }, "/checkout/code")).StatusCode);
        }
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task A_basket_that_somebody_made_up_is_none()
    {
        using var shopper = _site.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/checkout/placed");
        request.Headers.Add("Cookie", "promooffers-basket=CfDJ8made-up");
        Assert.Equal(HttpStatusCode.Redirect, (await shopper.SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/checkout")]
    [InlineData("/checkout/placed")]
    public async Task Where_nobody_wants_it_there_is_no_shop(string address)
    {
        using var site = new Site();
        using var browser = site.Browser();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address, Cancel)).StatusCode);
    }

    /// <summary>All that an answer says, but for what differs with every page.</summary>
    private static string Told(HttpResponseMessage answer, string body) =>
        $"{(int)answer.StatusCode}\n{Length().Replace($"{answer.Headers}{answer.Content.Headers}", "")}\n{Token().Replace(body, "TOKEN")}";

    [GeneratedRegex("(?<=name=\"__RequestVerificationToken\"[^>]*value=\")[^\"]+")]
    private static partial Regex Token();

    [GeneratedRegex("Content-Length: .*")]
    private static partial Regex Length();
}
