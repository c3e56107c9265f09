using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PromoOffers.Data.Access;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>What an authenticator app needs.</summary>
/// <param name="Key">In groups of four, for typing.</param>
/// <param name="Address">The same as an otpauth address, for the QR code.</param>
public sealed record AuthenticatorPage(string Key, string Address)
{
    public AuthenticatorForm Form { get; init; } = new();
}

/// <summary>The second step of signing in, by an authenticator app (RFC 6238), with recovery codes for the day the phone is lost.</summary>
public sealed class TwoFactorController(UserManager<StaffUser> users, StaffSignIn signIn, WriteAudit audit, TimeProvider clock, Texts texts) : Controller
{
    private const int RecoveryCodes = 10;

    /// <summary>Shows the key that was begun with; without one there is nothing to show.</summary>
    [HttpGet("/account/two-factor")]
    public async Task<IActionResult> SetUp()
    {
        var user = await Me();
        if (user.TwoFactorEnabled || await Page(user) is not { } page) return Redirect("~/account");
        Response.Headers.CacheControl = "no-store";
        return View(page);
    }

    /// <summary>Makes a key, which nothing asks for before a code of it has been typed.</summary>
    [HttpPost("/account/two-factor/key"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Begin()
    {
        var user = await Me();
        if (user.TwoFactorEnabled) return Redirect("~/account");
        await users.ResetAuthenticatorKeyAsync(user);
        await signIn.RefreshSignInAsync(user); // A new key is a new security stamp, which ends every other session.
        return RedirectToAction(nameof(SetUp));
    }

    [HttpPost("/account/two-factor"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> SetUp([Bind(Prefix = nameof(AuthenticatorPage.Form))] AuthenticatorForm form)
    {
        var user = await Me();
        if (user.TwoFactorEnabled || await Page(user) is not { } page) return Redirect("~/account");
        var code = new string([.. (form.Code ?? "").Where(char.IsAsciiDigit)]);
        if (ModelState.IsValid && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            await users.SetTwoFactorEnabledAsync(user, true);
            return await NewCodes(user, "staff.two-factor-on");
        }
        if (ModelState.IsValid) ModelState.AddModelError("Form.Code", texts["Access.WrongSecondStep"]);
        return View(page with { Form = form });
    }

    [HttpPost("/account/recovery-codes"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Renew(ConfirmPasswordForm form) =>
        await Confirmed(form) is { } user ? await NewCodes(user, "staff.recovery-codes-renewed") : Refused();

    [HttpPost("/account/two-factor/off"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> SwitchOff(ConfirmPasswordForm form)
    {
        if (await Confirmed(form) is not { } user) return Refused();
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await Note(user, "staff.two-factor-off");
        TempData["Done"] = texts["Access.TwoFactorIsOff"];
        return Redirect("~/account");
    }

    private async Task<IActionResult> NewCodes(StaffUser user, string action)
    {
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await Note(user, action);
        Response.Headers.CacheControl = "no-store";
        return View("RecoveryCodes", codes!.ToList());
    }

    private async Task Note(StaffUser user, string action)
    {
        await audit.Run(action, User.Actor(), clock.GetUtcNow().UtcDateTime);
        await signIn.RefreshSignInAsync(user);
    }

    private async Task<StaffUser?> Confirmed(ConfirmPasswordForm form)
    {
        var user = await Me();
        return user.TwoFactorEnabled && ModelState.IsValid && await users.CheckPasswordAsync(user, form.Password!) ? user : null;
    }

    private RedirectResult Refused()
    {
        TempData["Refused"] = texts["Access.WrongCurrentPassword"];
        return Redirect("~/account");
    }

    /// <returns>Null: no key was made yet.</returns>
    private async Task<AuthenticatorPage?> Page(StaffUser user)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { } key) return null;
        var (issuer, name) = (UrlEncoder.Default.Encode(users.Options.Tokens.AuthenticatorIssuer), UrlEncoder.Default.Encode(user.Email!));
        return new AuthenticatorPage(
            string.Join(' ', key.Chunk(4).Select(group => new string(group))),
            $"otpauth://totp/{issuer}:{name}?secret={key}&issuer={issuer}&digits=6");
    }

    private async Task<StaffUser> Me() => (await users.GetUserAsync(User))!;
}
