using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

[Requires(Permission.AccessAdmin), Requires(Permission.AccessWebhooks)]
public sealed class WebhooksController(PromoOffersDb db, IOptions<WebhookOptions> options, TimeProvider clock, Texts texts) : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/webhooks")]
    public async Task<IActionResult> List(CancellationToken cancel)
    {
        var rows = await db.WebhookEndpoints.AsNoTracking().OrderBy(e => e.Id)
            .Select(e => new WebhookRow(e, db.WebhookDeliveries.Where(d => d.EndpointId == e.Id).OrderByDescending(d => d.Id).FirstOrDefault())).ToListAsync(cancel);
        return View(new WebhooksPage(rows, await Zone(cancel)));
    }

    [HttpGet("/webhooks/new")]
    public IActionResult New() => View(new NewWebhookPage(new WebhookForm { Events = [WebhookEvents.CodeSent, WebhookEvents.CodeRedeemed] }));

    [HttpPost("/webhooks")]
    public async Task<IActionResult> Create([Bind(Prefix = nameof(NewWebhookPage.Form))] WebhookForm form, [FromServices] CreateWebhook create, CancellationToken cancel) =>
        IsUsable(form)
            ? Shown(await create.Run(User.Id(), form.Described, Now, cancel), former: null)
            : View(nameof(New), new NewWebhookPage(form));

    [HttpGet("/webhooks/{id}")]
    public async Task<IActionResult> Show(string id, long? before, CancellationToken cancel) =>
        await Found(id, cancel) is { } endpoint ? View(await Page(endpoint, WebhookForm.Of(endpoint), before, cancel)) : NotFound();

    [HttpPost("/webhooks/{id}")]
    public async Task<IActionResult> Change(
        string id, [Bind(Prefix = nameof(WebhookPage.Form))] WebhookForm form, [FromServices] ChangeWebhook change, CancellationToken cancel)
    {
        if (await Found(id, cancel) is not { } endpoint) return NotFound();
        if (!IsUsable(form)) return View(nameof(Show), await Page(endpoint, form, null, cancel));
        return Told(id, await change.Run(User.Id(), id, form.Described, Now, cancel), "Webhooks.Saved");
    }

    [HttpPost("/webhooks/{id}/secret")]
    public async Task<IActionResult> Rotate(string id, [FromServices] RotateWebhookSecret rotate, CancellationToken cancel) =>
        await rotate.Run(User.Id(), id, Now, cancel) is { } key
            ? Shown(key, new FormerSecret(Now + WebhookEndpoint.FormerSecretHolds, await Zone(cancel)))
            : NotFound();

    [HttpPost("/webhooks/{id}/test")]
    public async Task<IActionResult> Test(string id, [FromServices] TestWebhook test, CancellationToken cancel) =>
        Told(id, await test.Run(User.Id(), id, Now, cancel), "Webhooks.TestSent");

    [HttpPost("/webhooks/{id}/disable")]
    public async Task<IActionResult> Disable(string id, [FromServices] DisableWebhook disable, CancellationToken cancel) =>
        Told(id, await disable.Run(User.Id(), id, Now, cancel), "Webhooks.IsDisabled");

    [HttpPost("/webhooks/{id}/enable")]
    public async Task<IActionResult> Enable(string id, [FromServices] EnableWebhook enable, CancellationToken cancel) =>
        Told(id, await enable.Run(User.Id(), id, Now, cancel), "Webhooks.IsEnabled");

    [HttpPost("/webhooks/{id}/delete")]
    public async Task<IActionResult> Delete(string id, [FromServices] DeleteWebhook delete, CancellationToken cancel)
    {
        if (!await delete.Run(User.Id(), id, Now, cancel)) return NotFound();
        TempData["Done"] = texts["Webhooks.IsDeleted"];
        return RedirectToAction(nameof(List));
    }

    private async Task<WebhookPage> Page(WebhookEndpoint endpoint, WebhookForm form, long? before, CancellationToken cancel)
    {
        var messages = await db.WebhookDeliveries.AsNoTracking().Where(d => d.EndpointId == endpoint.Id && (before == null || d.Id < before))
            .OrderByDescending(d => d.Id).Take(WebhookPage.Size + 1).ToListAsync(cancel);
        return new WebhookPage(endpoint, form, messages, await Zone(cancel), Now);
    }

    private bool IsUsable(WebhookForm form)
    {
        if (!WebhookEvents.All.Intersect(form.Events).Any()) ModelState.AddModelError("", texts["Webhooks.NoEvents"]);
        if (!string.IsNullOrWhiteSpace(form.Url) && WebhookAddress.ProblemOf(form.Url.Trim(), options.Value.AllowPrivateAddresses) is { } problem)
            ModelState.AddModelError("Form.Url", texts[$"Webhooks.Problem{problem}"]);
        return ModelState.IsValid;
    }

    private ViewResult Shown(WebhookKey key, FormerSecret? former)
    {
        Response.Headers.CacheControl = "no-store";
        return View("Secret", new WebhookSecretPage(key, former));
    }

    private Task<WebhookEndpoint?> Found(string id, CancellationToken cancel) => db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.PublicId == id, cancel);

    private Task<string> Zone(CancellationToken cancel) => db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);

    private IActionResult Told(string id, bool done, string text)
    {
        if (!done) return NotFound();
        TempData["Done"] = texts[text];
        return RedirectToAction(nameof(Show), new { id });
    }
}
