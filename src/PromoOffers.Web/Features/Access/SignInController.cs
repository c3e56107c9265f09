using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

[AllowAnonymous]
public sealed class SignInController(StaffSignIn signIn, PromoOffersDb db, Texts texts) : Controller
{
    [HttpGet("/sign-in")]
    public async Task<IActionResult> Form(string? returnUrl, CancellationToken cancel)
    {
        if (User.IsSignedIn()) return this.Back(returnUrl);
        var waitsForSetup = await db.Organization.AnyAsync(o => !o.IsSetUp && o.SetupCodeHash != null, cancel);
        return waitsForSetup ? Redirect("~/setup") : View(new SignInForm { ReturnUrl = returnUrl });
    }

    [HttpPost("/sign-in"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Form(SignInForm form)
    {
        if (!ModelState.IsValid) return View(form);
        var result = await signIn.Enter(form.Email!, form.Password!, form.Keep);
        if (result.RequiresTwoFactor) return RedirectToAction(nameof(SecondStep), new { form.Keep, form.ReturnUrl });
        if (result.Succeeded) return await Welcome(form.ReturnUrl);
        ModelState.AddModelError("", texts["Access.WrongPassword", StaffAccess.TriesBeforePause, (int)StaffAccess.Pause.TotalMinutes]);
        return View(form);
    }

    [HttpGet("/sign-in/second-step")]
    public async Task<IActionResult> SecondStep(bool keep, string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToAction(nameof(Form))
            : View(new SecondStepForm { Keep = keep, ReturnUrl = returnUrl });

    [HttpPost("/sign-in/second-step"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> SecondStep(SecondStepForm form)
    {
        if (!ModelState.IsValid) return View(form);
        var result = await signIn.TwoFactorAuthenticatorSignInAsync(Digits(form.Code!), form.Keep, rememberClient: false);
        if (result.Succeeded) return await Welcome(form.ReturnUrl);
        ModelState.AddModelError(nameof(form.Code), texts["Access.WrongSecondStep"]);
        return View(form);
    }

    [HttpGet("/sign-in/recovery")]
    public async Task<IActionResult> Recovery(string? returnUrl) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToAction(nameof(Form))
            : View(new SecondStepForm { ReturnUrl = returnUrl });

    [HttpPost("/sign-in/recovery"), EnableRateLimiting(Limits.SignIn)]
    public async Task<IActionResult> Recovery(SecondStepForm form)
    {
        if (!ModelState.IsValid) return View(form);
        var result = await signIn.TwoFactorRecoveryCodeSignInAsync(form.Code!.Trim());
        if (result.Succeeded) return await Welcome(form.ReturnUrl);
        ModelState.AddModelError(nameof(form.Code), texts["Access.WrongRecoveryCode"]);
        return View(form);
    }

    [HttpPost("/sign-out")]
    public async Task<IActionResult> Leave()
    {
        await signIn.SignOutAsync();
        return RedirectToAction(nameof(Form));
    }

    private async Task<IActionResult> Welcome(string? returnUrl)
    {
        if ((await signIn.Welcome()).Language is { } language) this.RemembersLanguage(language);
        return this.Back(returnUrl);
    }

    private static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit)]);
}
