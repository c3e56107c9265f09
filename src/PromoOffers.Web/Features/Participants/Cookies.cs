using System.Text.RegularExpressions;
using PromoOffers.Domain;

namespace PromoOffers.Web.Features.Participants;

/// <summary>Names a browser at random, so that one visitor counts once. It gives no right to anything.</summary>
public static partial class VisitorCookie
{
    private const string Name = "promooffers-visitor";

    /// <summary>Null where the browser has none: then it may have come a thousand times, and counts for nobody.</summary>
    public static string? Of(HttpRequest request) => Read(request.Cookies[Name]);

    /// <summary>In a frame on another site there may be no cookie: then the script that made the frame names the browser, from that site's own store.</summary>
    public static string? Read(string? name) => name is not null && Token().IsMatch(name) ? name : null;

    public static void Keep(HttpContext context, TimeProvider time)
    {
        if (Of(context.Request) is not null) return;
        context.Response.Cookies.Append(Name, PublicId.New(), new CookieOptions
        {
            Expires = time.GetUtcNow().AddYears(1),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
        });
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{22}$")]
    private static partial Regex Token();
}

/// <summary>Holds the token of the private link, for the pages of its offer alone and out of reach of scripts.</summary>
public static class PrivateCookie
{
    private const string Name = "promooffers-mine";

    /// <summary>Null: this browser is no participant's of the offer.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Name];

    public static void Keep(HttpContext context, string slug, string token, TimeProvider time) =>
        context.Response.Cookies.Append(Name, token, new CookieOptions
        {
            Expires = time.GetUtcNow().AddDays(90),
            HttpOnly = true,
            IsEssential = true,
            // A form on another site confirms nothing in this participant's name.
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = PathOf(context, slug),
        });

    public static void Drop(HttpContext context, string slug) => context.Response.Cookies.Delete(Name, new CookieOptions { Path = PathOf(context, slug) });

    private static string PathOf(HttpContext context, string slug) => $"{context.Request.PathBase}/o/{slug}";
}
