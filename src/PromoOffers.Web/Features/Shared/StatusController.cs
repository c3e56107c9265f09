using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace PromoOffers.Web.Features.Shared;

/// <summary>What a page says that could not be shown.</summary>
/// <param name="Code">HTTP's: 400, 403, 404, 429 or 500.</param>
/// <param name="Number">What finds this request in the log.</param>
public sealed record StatusPage(int Code, string Number);

/// <summary>Answers in place of an endpoint that refused or failed; the status code is kept.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusController : Controller
{
    public const string Path = "/status/{0}";
    public const string ErrorPath = "/status/500";

    private static readonly int[] Known = [400, 403, 404, 429, 500];

    // No [Http…]: the page stands in for any method.
    [Route("/status/{code:int}")]
    public IActionResult Show(int code)
    {
        var shown = Known.Contains(code) ? code : code >= 500 ? 500 : 400;
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
        return View("Status", new StatusPage(shown, Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier));
    }
}
