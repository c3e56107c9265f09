using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;

namespace PromoOffers.Web.Features.Shared;

/// <summary>What a page says that could not be shown.</summary>
/// <param name="Code">HTTP's: 400, 401, 403, 404, 413, 429 or 500.</param>
/// <param name="Number">What finds this request in the log.</param>
public sealed record StatusPage(int Code, string Number)
{
    /// <summary>What the person would need; null: it is not about a permission.</summary>
    public Permission? Missing { get; init; }

    /// <summary>Who could give it.</summary>
    public IReadOnlyList<string> Administrators { get; init; } = [];
}

/// <summary>Answers in place of an endpoint that refused or failed; the status code is kept.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken, LeavesBodyAlone]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusController(PromoOffersDb db) : Controller
{
    public const string Path = "/status/{0}";
    public const string ErrorPath = "/status/500";

    private const int AdministratorsNamed = 3;
    private static readonly int[] Known = [400, 403, 404, 413, 429, 500];

    // No [Http…]: the page stands in for any method.
    [Route("/status/{code:int}")]
    public async Task<IActionResult> Show(int code, CancellationToken cancel)
    {
        Response.StatusCode = code is >= 400 and < 600 ? code : 404;
        // The refused action has kept its messages for the next page already: this page is the next.
        Response.OnStarting(() =>
        {
            TempData.Save();
            return Task.CompletedTask;
        });
        var shown = Known.Contains(code) ? code : code >= 500 ? 500 : 400;
        var page = new StatusPage(shown, Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier);
        return View("Status", PermissionCheck.Missing(HttpContext) is { } missing
            ? page with { Missing = missing, Administrators = await Administrators().ToListAsync(cancel) }
            : page);
    }

    private IQueryable<string> Administrators() =>
        (from held in db.UserRoles
         join role in db.Roles on held.RoleId equals role.Id
         join user in db.Users on held.UserId equals user.Id
         where role.BuiltIn && role.Name == BuiltInRoles.Admin && user.DeactivatedAt == null && user.PasswordHash != null
         orderby user.Id
         select user.DisplayName).Take(AdministratorsNamed);
}
