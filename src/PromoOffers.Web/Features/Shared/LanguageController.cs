using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Shared;

/// <summary>Remembers the language that somebody chose in the interface.</summary>
[AllowAnonymous]
public sealed class LanguageController : Controller
{
    [HttpGet("/language/{language}")]
    public IActionResult Choose(string language, string? returnUrl)
    {
        if (!Texts.Languages.Contains(language)) return NotFound();
        this.RemembersLanguage(language);
        return this.Back(returnUrl);
    }
}

public static class LanguageCookie
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);

    public static void RemembersLanguage(this Controller page, string language) =>
        page.Response.Cookies.Append(
            Kit.LanguageCookie,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
            new CookieOptions
            {
                MaxAge = KeptFor,
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = page.Request.IsHttps,
                Path = page.Request.PathBase.HasValue ? page.Request.PathBase.Value : "/",
            });
}
