using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

public sealed record TryForm
{
    [Required, StringLength(1_000)]
    public string? Code { get; init; }
}

/// <param name="Result">Null: nothing was tried yet.</param>
public sealed record TryPage(TryForm Form, TriedCode? Result = null);

/// <param name="Kind">Of its notice.</param>
/// <param name="Title">The fact.</param>
/// <param name="Text">What is known beside it; null: nothing more.</param>
public sealed record TriedCode(string Kind, string Title, string? Text)
{
    public static TriedCode Of(ValidateOutcome outcome, string zone, Texts texts) => outcome switch
    {
        ValidateOutcome.Valid(var offer, var until, _) => new(
            "good", texts["Redemptions.TryGood"], until is { } end ? texts["Redemptions.TryUntil", offer.Name, Formats.DateAndTime(end, zone)] : offer.Name),
        ValidateOutcome.Invalid(var refusal) => Refused(refusal, zone, texts),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    private static TriedCode Refused(Refusal refusal, string zone, Texts texts)
    {
        DateTime? at = refusal switch
        {
            Refusal.AlreadyRedeemed(var when) => when,
            Refusal.Locked(var until) => until,
            Refusal.NotYetValid(var from) => from,
            Refusal.Expired(var since) => since,
            _ => null,
        };
        var name = refusal.GetType().Name;
        return new(refusal is Refusal.NotFound ? "bad" : "warn", texts[$"Redemptions.Try{name}"], at is { } time ? texts[$"Redemptions.TryWhen{name}", Formats.DateAndTime(time, zone)] : null);
    }
}

/// <summary>Looks at a code as a checkout would, without using it up; staff who may see codes are told the true reason.</summary>
[Requires(Permission.AccessMarketingActivities), Requires(Permission.AccessPrizes), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TryCodeController(PromoOffersDb db, ValidateCode validate, Texts texts) : Controller
{
    [HttpGet("/redemptions/try")]
    public IActionResult Show() => View(new TryPage(new TryForm()));

    [HttpPost("/redemptions/try")]
    public async Task<IActionResult> Try([FromForm] TryForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View(nameof(Show), new TryPage(form));
        var outcome = await validate.Run(new ValidateRequest(form.Code!, new Basket(null, null, null), OrderIsKnown: false, Customer: null), cancel);
        var zone = await db.Organization.Select(o => o.TimeZone).SingleAsync(cancel);
        return View(nameof(Show), new TryPage(form, TriedCode.Of(outcome, zone, texts)));
    }
}
