using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>Makes the first administrator. The page exists until there is one.</summary>
[AllowAnonymous]
public sealed class SetupController(
    UserManager<StaffUser> users, StaffSignIn signIn, MakeFirstAdministrator make, PromoOffersDb db, TimeProvider clock, Texts texts) : Controller
{
    [HttpGet("/setup")]
    public async Task<IActionResult> Form(CancellationToken cancel) =>
        await db.Organization.AnyAsync(o => o.IsSetUp, cancel) ? NotFound() : View(new SetupForm());

    [HttpPost("/setup"), EnableRateLimiting(Limits.Setup)]
    public async Task<IActionResult> Form(SetupForm form, CancellationToken cancel)
    {
        if (SetupCode.Plain(form.Code ?? "") is { Length: > 0 and not SetupCode.Length and var entered })
            ModelState.AddModelError(nameof(form.Code), texts["Access.SetupCodeLength", SetupCode.Length, entered]);
        var user = Administrator(form);
        if (!ModelState.IsValid | await this.RefusesPassword(users, user, nameof(form.Password), form.Password, texts)) return View(form);
        user.PasswordHash = users.PasswordHasher.HashPassword(user, form.Password!);
        switch (await make.Run(form.Code!, user, clock.GetUtcNow().UtcDateTime, cancel))
        {
            case SetupOutcome.Made made:
                await signIn.SignInAsync((await users.FindByIdAsync($"{made.UserId}"))!, isPersistent: false);
                return Redirect("~/settings");
            case SetupOutcome.WrongCode:
                ModelState.AddModelError(nameof(form.Code), texts["Access.WrongSetupCode"]);
                return View(form);
            default:
                return NotFound();
        }
    }

    private StaffUser Administrator(SetupForm form) => new()
    {
        UserName = form.Email,
        NormalizedUserName = users.NormalizeName(form.Email),
        Email = form.Email,
        NormalizedEmail = users.NormalizeEmail(form.Email),
        EmailConfirmed = true,
        DisplayName = form.Name?.Trim() ?? "",
        Language = texts.Language,
        SecurityStamp = PublicId.New(),
    };
}
