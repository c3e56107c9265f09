using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;

namespace PromoOffers.Web.Startup;

/// <summary>
/// Gives the same public page to everybody who asks within a second: nothing on it depends on who asks but the language, and it
/// sets no cookie.
/// </summary>
internal sealed class PageForAMoment : IOutputCachePolicy
{
    public const string Name = nameof(PageForAMoment);

    /// <summary>A change of the offer is seen at the latest after this long; what is done with a form is decided when it arrives.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var isAsked = HttpMethods.IsGet(context.HttpContext.Request.Method);
        context.EnableOutputCaching = isAsked;
        (context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (isAsked, isAsked, true);
        context.ResponseExpirationTimeSpan = Moment;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["language"] = CultureInfo.CurrentUICulture.Name;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>ASP.NET's own policy, which comes first, keeps nothing but what was found, and nothing with a cookie.</summary>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;
}
