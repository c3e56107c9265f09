using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Shared;

/// <summary>What a layout asks of the page it surrounds.</summary>
public static class PageExtensions
{
    public static bool IsOf(this ViewContext view, string feature) => FeatureViewLocations.FeatureOf(view) == feature;

    public static bool IsController(this ViewContext view, string controller) =>
        string.Equals(view.RouteData.Values["controller"] as string, controller, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>light</c> or <c>dark</c>, as chosen on this device; null: nothing was chosen, the device decides.</summary>
    public static string? ChosenTheme(this ViewContext view) =>
        view.HttpContext.Request.Cookies["theme"] is "light" or "dark" ? view.HttpContext.Request.Cookies["theme"] : null;

    /// <summary>The link that shows this same page in another language.</summary>
    public static string LanguageLink(this IUrlHelper url, string language)
    {
        var request = url.ActionContext.HttpContext.Request;
        var here = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : null;
        return url.Content($"~/language/{language}") + (here is null ? "" : $"?returnUrl={Uri.EscapeDataString(here)}");
    }

    /// <summary>This same page in another language, where no cookie can be counted on: what else its address says stays.</summary>
    public static string InLanguage(this ViewContext view, string language)
    {
        var query = view.HttpContext.Request.Query.Where(q => q.Key != Kit.LanguageQuery)
            .Append(new(Kit.LanguageQuery, language));
        return QueryString.Create(query).ToString();
    }
}
