using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PromoOffers.Data.Access;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>One's own account, as it is shown.</summary>
public sealed record AccountPage(StaffUser User, int RecoveryCodesLeft)
{
    public ProfileForm Profile { get; init; } = new() { Name = User.DisplayName, Language = User.Language ?? "" };
    public ChangePasswordForm Password { get; init; } = new();
}

/// <summary>What everybody may change of their own account.</summary>
public sealed class AccountController(UserManager<StaffUser> users, StaffSignIn signIn, StaffMails mails, SendStaffMail send, WriteAudit audit, TimeProvider clock, Texts texts)
    : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/account")]
    public async Task<IActionResult> Show() => View(await Page());

    [HttpPost("/account/profile")]
    public async Task<IActionResult> Profile([Bind(Prefix = nameof(AccountPage.Profile))] ProfileForm form)
    {
        if (!ModelState.IsValid) return View(nameof(Show), await Page() with { Profile = form });
        var user = await Me();
        user.DisplayName = form.Name!.Trim();
        user.Language = Texts.Languages.Contains(form.Language) ? form.Language : null;
        await users.UpdateAsync(user);
        await signIn.RefreshSignInAsync(user);
        if (user.Language is not null) this.RemembersLanguage(user.Language);
        return Done("Access.ProfileSaved", user.Language);
    }

    [HttpPost("/account/password"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Password([Bind(Prefix = nameof(AccountPage.Password))] ChangePasswordForm form, CancellationToken cancel)
    {
        var user = await Me();
        if (!ModelState.IsValid | await this.RefusesPassword(users, user, "Password.New", form.New, texts))
            return View(nameof(Show), await Page() with { Password = form });
        if (!(await users.ChangePasswordAsync(user, form.Current!, form.New!)).Succeeded)
        {
            ModelState.AddModelError("Password.Current", texts["Access.WrongCurrentPassword"]);
            return View(nameof(Show), await Page() with { Password = form });
        }
        await send.Run(await mails.PasswordChanged(user, cancel), Now, cancel);
        await audit.Run("staff.password-changed", User.Actor(), Now, cancel);
        await signIn.RefreshSignInAsync(user);
        return Done("Access.PasswordChanged");
    }

    private async Task<AccountPage> Page()
    {
        var user = await Me();
        return new AccountPage(user, await users.CountRecoveryCodesAsync(user));
    }

    private async Task<StaffUser> Me() => (await users.GetUserAsync(User))!;

    private RedirectToActionResult Done(string text, string? language = null)
    {
        TempData["Done"] = (language is null ? texts : texts.In(language))[text];
        return RedirectToAction(nameof(Show));
    }
}
