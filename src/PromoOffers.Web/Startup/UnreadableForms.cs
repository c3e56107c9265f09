using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace PromoOffers.Web.Startup;

/// <summary>
/// A form that cannot be read, or is larger than is taken, is refused. Without this the action would run with no argument at all, not
/// even that of its address, and find nothing. (Where a token against forgery is asked for, looking for it refuses such a form before.)
/// </summary>
internal sealed class UnreadableForms : IActionFilter, IOrderedFilter
{
    /// <summary>Before anything that looks at the arguments.</summary>
    public int Order => int.MinValue;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var nothingBound = context.ActionArguments.Count == 0 && context.ActionDescriptor.Parameters.Count > 0;
        if (nothingBound && context.ModelState.TryGetValue("", out var form) && form.Errors.Count > 0) context.Result = new BadRequestResult();
    }

    public void OnActionExecuted(ActionExecutedContext context) { }
}
