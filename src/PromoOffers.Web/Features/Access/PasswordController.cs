using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PromoOffers.Data.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>Passwords that are set through a link from a mail.</summary>
[AllowAnonymous, SecretLinkPage]
public sealed class PasswordController(
    UserManager<StaffUser> users, StaffLinks links, StaffMails mails, SetPassword setPassword, SendStaffMail send, TimeProvider clock, Texts texts)
    : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/forgot")]
    public IActionResult Forgot() => View(new ForgotForm());

    /// <summary>Answers alike whether there is an account or not.</summary>
    [HttpPost("/forgot"), EnableRateLimiting(Limits.Reset)]
    public async Task<IActionResult> Forgot(ForgotForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View(form);
        if (await users.FindByEmailAsync(form.Email!) is { PasswordHash: not null, DeactivatedAt: null } user)
            await send.Run(await mails.Reset(user, cancel), Now, cancel);
        return View("Sent", form);
    }

    [HttpGet("/reset")]
    public IActionResult Reset(string? link) =>
        links.ReadReset(link) is null ? View("Expired") : View(new NewPasswordForm { Link = link });

    [HttpPost("/reset"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Reset(NewPasswordForm form, CancellationToken cancel)
    {
        if (links.ReadReset(form.Link) is not { } link || await users.FindByEmailAsync(link.NormalizedEmail) is not { } user) return View("Expired");
        return await Refused(user, form.Password) ? View(form) : await Set(link, user, form, await mails.PasswordChanged(user, cancel), cancel);
    }

    [HttpGet("/invitation")]
    public async Task<IActionResult> Join(string? link) =>
        links.ReadInvitation(link) is { } read && await users.FindByEmailAsync(read.NormalizedEmail) is { PasswordHash: null } user
            ? View(new NewPasswordForm { Link = link, Name = user.DisplayName })
            : View("Expired");

    [HttpPost("/invitation"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Join(NewPasswordForm form, CancellationToken cancel)
    {
        if (links.ReadInvitation(form.Link) is not { } link || await users.FindByEmailAsync(link.NormalizedEmail) is not { PasswordHash: null } user)
            return View("Expired");
        if (string.IsNullOrWhiteSpace(form.Name)) ModelState.AddModelError(nameof(form.Name), texts["Shared.ErrorRequired"]);
        return await Refused(user, form.Password) ? View(form) : await Set(link, user, form, done: null, cancel);
    }

    private async Task<IActionResult> Set(StaffLink link, StaffUser user, NewPasswordForm form, string? done, CancellationToken cancel)
    {
        var hash = users.PasswordHasher.HashPassword(user, form.Password!);
        if (!await setPassword.Run(link.NormalizedEmail, link.Stamp, hash, form.Name?.Trim(), done, Now, cancel)) return View("Expired");
        TempData["Done"] = texts["Access.PasswordSet"];
        return Redirect("~/sign-in");
    }

    private async Task<bool> Refused(StaffUser user, string? password) =>
        !ModelState.IsValid | await this.RefusesPassword(users, user, nameof(NewPasswordForm.Password), password, texts);
}
