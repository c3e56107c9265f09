using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace PromoOffers.Web.Startup;

/// <summary>
/// What an address names comes from the address alone. MVC looks into the form first: a field called offerId would have the action
/// work on another offer than the one in the address.
/// </summary>
internal sealed class RouteNames : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        foreach (var action in application.Controllers.SelectMany(controller => controller.Actions))
        {
            var names = Names(action).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var parameter in action.Parameters.Where(p => names.Contains(p.ParameterName) && p.BindingInfo?.BindingSource is null))
                (parameter.BindingInfo ??= new BindingInfo()).BindingSource = BindingSource.Path;
        }
    }

    private static IEnumerable<string> Names(ActionModel action) =>
        from selector in action.Selectors.Concat(action.Controller.Selectors)
        let template = selector.AttributeRouteModel?.Template
        where template is not null
        from parameter in RoutePatternFactory.Parse(template.Replace("~/", "/", StringComparison.Ordinal)).Parameters
        select parameter.Name;
}
