using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace PromoOffers.Web.Startup;

/// <summary>A controller of PromoOffers.Web.Features.PromoCodes finds its views in /Features/PromoCodes, then in /Features/Shared.</summary>
public sealed class FeatureViewLocations : IViewLocationExpander
{
    private const string Root = "PromoOffers.Web.Features.";

    public void PopulateValues(ViewLocationExpanderContext context) => context.Values["feature"] = FeatureOf(context.ActionContext) ?? "Shared";

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        var feature = context.Values["feature"];
        return [$"/Features/{feature}/{{1}}/{{0}}.cshtml", $"/Features/{feature}/{{0}}.cshtml", "/Features/Shared/{0}.cshtml"];
    }

    /// <summary>Null where the endpoint is no controller's action of a feature.</summary>
    public static string? FeatureOf(Microsoft.AspNetCore.Mvc.ActionContext context) =>
        context.ActionDescriptor is ControllerActionDescriptor { ControllerTypeInfo.Namespace: { } name }
        && name.StartsWith(Root, StringComparison.Ordinal)
            ? name[Root.Length..].Split('.')[0]
            : null;
}
