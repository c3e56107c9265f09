using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

/// <summary>The keys by which programs prove who they are. Nobody gives a key more than they may do themselves.</summary>
[Requires(Permission.AccessAdmin), Requires(Permission.AccessApiKeys)]
public sealed class ApiKeysController(PromoOffersDb db, TimeProvider clock, Texts texts) : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/api-keys")]
    public async Task<IActionResult> List(CancellationToken cancel)
    {
        var keys = await db.ApiKeys.AsNoTracking().OrderBy(k => k.RevokedAt != null).ThenBy(k => k.Id).ToListAsync(cancel);
        return View(new ApiKeysPage(keys, await Zone(cancel), Now));
    }

    [HttpGet("/api-keys/new")]
    public IActionResult New() => Form(new ApiKeyForm { Scopes = [ApiScope.Validate, ApiScope.Redeem] });

    [HttpPost("/api-keys")]
    public async Task<IActionResult> Create([Bind(Prefix = nameof(NewApiKeyPage.Form))] ApiKeyForm form, [FromServices] CreateApiKey create, CancellationToken cancel)
    {
        if (form.Scopes.Count == 0) ModelState.AddModelError("", texts["Access.KeyNoScope"]);
        var expiry = form.Expiry(await Zone(cancel), Now, ModelState, texts);
        if (!ModelState.IsValid) return Form(form);
        return await create.Run(User.Id(), form.Name!.Trim(), form.Scopes, expiry, Now, cancel) switch
        {
            CreateKeyOutcome.Created(_, var secret) => Shown(new ApiSecretPage(form.Name!.Trim(), secret)),
            CreateKeyOutcome.NotYoursToGrant => Refused(form),
            var other => throw new InvalidOperationException($"There is no answer to {other}."),
        };
    }

    [HttpPost("/api-keys/{id:int}/revoke")]
    public async Task<IActionResult> Revoke(int id, [FromServices] RevokeApiKey revoke, [FromServices] KnownKeys known, CancellationToken cancel)
    {
        if (!await revoke.Run(User.Id(), id, Now, cancel)) return NotFound();
        known.Forget();
        TempData["Done"] = texts["Access.KeyRevoked"];
        return RedirectToAction(nameof(List));
    }

    private ViewResult Form(ApiKeyForm form) => View(nameof(New), new NewApiKeyPage(form, [.. ApiScopes.All.Where(User.Grants().MayGrant)]));

    private ViewResult Refused(ApiKeyForm form)
    {
        ModelState.AddModelError("", texts["Access.KeyNotYours"]);
        return Form(form);
    }

    private ViewResult Shown(ApiSecretPage page)
    {
        Response.Headers.CacheControl = "no-store";
        return View("Secret", page);
    }

    private Task<string> Zone(CancellationToken cancel) => db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);
}
