using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

public sealed record SettingsPage(SettingsForm Form, bool HasLogo, IReadOnlyList<string> TimeZones);

[Requires(Permission.AccessAdmin), Requires(Permission.AccessSettings)]
public sealed class SettingsController(PromoOffersDb db, SaveSettings save, TimeProvider clock, Texts texts) : Controller
{
    [HttpGet("/settings")]
    public async Task<IActionResult> Show(CancellationToken cancel)
    {
        var organization = await db.Organization.AsNoTracking().SingleAsync(cancel);
        return View(Page(FormOf(organization), organization.Logo is not null));
    }

    [HttpPost("/settings"), RequestSizeLimit(2 * LogoFile.MaxBytes)]
    public async Task<IActionResult> Save([Bind(Prefix = nameof(SettingsPage.Form))] SettingsForm form, CancellationToken cancel)
    {
        var logo = await Checked(form, cancel);
        if (ModelState.IsValid)
        {
            if (await save.Run(User.Id(), form.Version, organization => Apply(form, logo, organization), clock.GetUtcNow().UtcDateTime, cancel))
            {
                TempData["Done"] = texts["Access.SettingsSaved"];
                return RedirectToAction(nameof(Show));
            }
            ModelState.AddModelError("", texts["Access.SettingsChangedMeanwhile"]);
        }
        return View(nameof(Show), Page(form, await db.Organization.AnyAsync(o => o.Logo != null, cancel)));
    }

    private async Task<LogoFile?> Checked(SettingsForm form, CancellationToken cancel)
    {
        Check(AccentColor.Read(form.Accent) is { } colour && colour.IsReadable, "Form.Accent", AccentProblem(form.Accent));
        Check(Deliverable.Is(form.FromAddress), "Form.FromAddress", texts["Shared.ErrorEmail"]);
        Check(Deliverable.Is(form.ReplyTo), "Form.ReplyTo", texts["Shared.ErrorEmail"]);
        Check(Texts.Languages.Contains(form.DefaultLanguage), "Form.DefaultLanguage", texts["Shared.ErrorValue"]);
        Check(TimeZoneInfo.TryFindSystemTimeZoneById(form.TimeZone ?? "", out _), "Form.TimeZone", texts["Access.UnknownTimeZone"]);
        if (form.Logo is null) return null;
        var logo = await LogoFile.Read(form.Logo, cancel);
        Check(logo is not null, "Form.Logo", texts["Access.LogoRefused", Formats.Bytes(LogoFile.MaxBytes), LogoFile.MaxSide]);
        return logo;
    }

    private void Check(bool holds, string field, string text)
    {
        if (!holds && ModelState.GetFieldValidationState(field) != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid)
            ModelState.AddModelError(field, text);
    }

    private string AccentProblem(string? accent) =>
        AccentColor.Read(accent) is { } colour
            ? texts["Access.AccentTooPale", Formats.Number((decimal)Math.Floor(colour.ContrastWith(AccentColor.White) * 10) / 10, 1), Formats.Number((decimal)AccentColor.LeastContrast, 1)]
            : texts["Access.AccentNoColour"];

    private static void Apply(SettingsForm form, LogoFile? logo, Organization organization)
    {
        organization.Name = form.Name!.Trim();
        organization.PostalAddress = form.PostalAddress?.Trim() ?? "";
        organization.FromName = form.FromName!.Trim();
        organization.FromAddress = form.FromAddress?.Trim() ?? "";
        organization.ReplyTo = form.ReplyTo?.Trim() ?? "";
        organization.Accent = AccentColor.Read(form.Accent)!.Value.ToString();
        organization.DefaultLanguage = form.DefaultLanguage!;
        organization.TimeZone = form.TimeZone!;
        if (logo is not null) (organization.Logo, organization.LogoType) = (logo.Bytes, logo.Type);
        else if (form.RemoveLogo) (organization.Logo, organization.LogoType) = (null, null);
    }

    private static SettingsForm FormOf(Organization o) => new()
    {
        Version = o.Version,
        Name = o.Name,
        PostalAddress = o.PostalAddress,
        FromName = o.FromName,
        FromAddress = o.FromAddress,
        ReplyTo = o.ReplyTo,
        Accent = o.Accent,
        DefaultLanguage = o.DefaultLanguage,
        TimeZone = o.TimeZone,
    };

    private static SettingsPage Page(SettingsForm form, bool hasLogo) => new(form, hasLogo, [.. TimeZoneNames.All]);
}
