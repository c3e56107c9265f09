using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Web.Features.Redemptions.Shop;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>The checkout of the example shop. Every refusal of a code looks alike, so that nobody can find out by it which codes there are.</summary>
[AllowAnonymous, WhereThereIsAShop, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class CheckoutController(
    ShopApi api, BasketCookie cookie, ShopBudgets budgets, EvenTime even, PromoOffersDb db, Texts texts) : Controller
{
    [HttpGet("/checkout")]
    public Task<IActionResult> Show(CancellationToken cancel)
    {
        if (cookie.Read(Request) is { } basket) return Page(basket, new CheckoutForm { Address = basket.Address }, null, cancel);
        cookie.Keep(HttpContext, basket = new ShopBasket());
        return Page(basket, new CheckoutForm(), null, cancel);
    }

    [HttpPost("/checkout/code")]
    public async Task<IActionResult> Apply([FromForm] CheckoutForm form, CancellationToken cancel)
    {
        if (cookie.Read(Request) is not { } basket) return ToCheckout();
        if (!ModelState.IsValid) return await Page(basket, form, null, cancel);
        if (string.IsNullOrWhiteSpace(form.Code)) return await Page(basket, form, CodeProblem.Missing, cancel);
        if (!budgets.Take(HttpContext.Connection.RemoteIpAddress, basket.Session)) return await Page(basket, form, CodeProblem.TooMany, cancel);
        var answer = await even.Take(() => api.Validate(basket, form.Code, form.Address.Email, cancel), cancel);
        if (answer is not CodeAnswer.Valid(var code)) return await Page(basket, form, ProblemOf(answer), cancel);
        cookie.Keep(HttpContext, basket with { Code = code, Address = form.Address });
        return ToCheckout();
    }

    [HttpPost("/checkout/code/removed")]
    public async Task<IActionResult> Remove(CancellationToken cancel)
    {
        if (cookie.Read(Request) is not { Code: { } code } basket) return ToCheckout();
        if (code.SessionKey is { } held) await api.Release(held, cancel);
        cookie.Keep(HttpContext, basket with { Code = null });
        return ToCheckout();
    }

    [HttpPost("/checkout")]
    public async Task<IActionResult> Place([FromForm] CheckoutForm form, CancellationToken cancel)
    {
        if (cookie.Read(Request) is not { } basket) return ToCheckout();
        if (basket.Code is null && !string.IsNullOrWhiteSpace(form.Code)) return await Apply(form, cancel);
        if (!ModelState.IsValid) return await Page(basket, form, null, cancel);
        basket = basket with { Address = form.Address };
        if (basket.Code is not { } code) return Placed(basket, redemptionId: null);
        var answer = await even.Take(() => api.Redeem(basket, code, form.Address.Email, cancel), cancel);
        if (answer is CodeAnswer.Redeemed(var id)) return Placed(basket, id);
        if (answer is CodeAnswer.Refused) cookie.Keep(HttpContext, basket = basket with { Code = null });
        return await Page(basket, form with { Code = code.Text }, ProblemOf(answer), cancel);
    }

    [HttpGet("/checkout/placed")]
    public async Task<IActionResult> Placed(CancellationToken cancel)
    {
        if (cookie.Read(Request)?.Placed is not { } order) return ToCheckout();
        await Surround(cancel);
        return View(order);
    }

    [HttpPost("/checkout/cancelled")]
    public async Task<IActionResult> Cancel(CancellationToken cancel)
    {
        if (cookie.Read(Request) is not { Placed: { RedemptionId: not null, Cancelled: false } order } basket) return ToCheckout();
        if (await api.RollBack(order, cancel)) cookie.Keep(HttpContext, basket with { Placed = order with { Cancelled = true } });
        return RedirectToAction(nameof(Placed), new { lang = texts.Language });
    }

    private RedirectToActionResult Placed(ShopBasket basket, string? redemptionId)
    {
        cookie.Keep(HttpContext, basket.After(new PlacedOrder(basket.OrderId, basket.Total, redemptionId, basket.Code?.Label)));
        return RedirectToAction(nameof(Placed), new { lang = texts.Language });
    }

    private RedirectToActionResult ToCheckout() => RedirectToAction(nameof(Show), new { lang = texts.Language });

    private async Task<IActionResult> Page(ShopBasket basket, CheckoutForm form, CodeProblem? problem, CancellationToken cancel)
    {
        if (problem == CodeProblem.TooMany) Response.StatusCode = StatusCodes.Status429TooManyRequests;
        await Surround(cancel);
        return View("Show", new CheckoutPage(basket, form, problem));
    }

    private static CodeProblem ProblemOf(CodeAnswer answer) => answer is CodeAnswer.Trouble ? CodeProblem.Trouble : CodeProblem.Refused;

    private async Task Surround(CancellationToken cancel)
    {
        var name = await db.Organization.AsNoTracking().Select(o => o.Name).SingleAsync(cancel);
        new PublicFrame(name is { Length: > 0 } ? name : texts["Shop.ExampleShop"])
        {
            Note = texts["Shop.Demo"],
            OtherLanguages = [.. Texts.Languages.Where(l => l != texts.Language)],
        }.StandsAround(ViewData);
    }
}

/// <summary>For the pages of the example shop: they are nowhere where it is switched off.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WhereThereIsAShopAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.RequestServices.GetRequiredService<ShopIsOpen>().Value) context.Result = new NotFoundResult();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
