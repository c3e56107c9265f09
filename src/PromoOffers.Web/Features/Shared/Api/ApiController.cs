using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using PromoOffers.Web.Features.Access.Api;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>What every part of the API has in common: a key in place of a session, JSON of a bounded size.</summary>
[ApiController, Authorize(AuthenticationSchemes = ApiKeyScheme.Name), IgnoreAntiforgeryToken, BodyLimit(LongestBody)]
public abstract class ApiController : ControllerBase
{
    /// <summary>Where all of it begins.</summary>
    public const string Root = "/api/v1";
    public const string Json = "application/json";

    /// <summary>Bytes of a JSON body.</summary>
    public const long LongestBody = 64 << 10;

    /// <summary>Entries of a page, if nobody says how many.</summary>
    protected const int PageSize = 50;
    protected const int LargestPage = 200;

    protected static IActionResult Answer(object value, int status = StatusCodes.Status200OK) => ApiJson.Answer(status, value);

    protected static IActionResult Problem(int status, string code, string? detail = null) => ApiProblem.Of(status, code, detail).Answer();
}

/// <summary>
/// The largest body that an action reads: one that says it is larger is refused at once, another while it is read. What stands at the
/// action counts, not what stands at the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public class BodyLimitAttribute(long usual) : Attribute, IResourceFilter
{
    protected virtual long Bytes(HttpContext context) => usual;

    public virtual void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.FindEffectivePolicy<BodyLimitAttribute>() != this) return;
        var bytes = Bytes(context.HttpContext);
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
        if (context.HttpContext.Request.ContentLength > bytes)
            context.Result = ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, "body_too_large", $"A body has at most {bytes} bytes.").Answer();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}

/// <summary>Says of an action that its body is plain text, which nothing binds.</summary>
public interface IPlainTextBody
{
    const string MediaType = "text/plain";
}
