using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Shared;

/// <summary>Remembers the language that somebody chose in the interface.</summary>
[AllowAnonymous]
public sealed class LanguageController(TimeProvider clock) : Controller
{
    [HttpGet("/language/{language}")]
    public IActionResult Choose(string language, string? returnUrl)
    {
        if (!Texts.Languages.Contains(language)) return NotFound();
        Response.Cookies.Append(
            Kit.LanguageCookie,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions
            {
                Expires = clock.GetUtcNow().AddYears(1),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = Request.IsHttps,
                Path = Request.PathBase.HasValue ? Request.PathBase.Value : "/",
            });
        return LocalRedirect(returnUrl is not null && Url.IsLocalUrl(returnUrl) ? returnUrl : "~/");
    }
}
