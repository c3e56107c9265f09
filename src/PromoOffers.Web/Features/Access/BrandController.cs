using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>Logo and colours, for public pages and mails.</summary>
[AllowAnonymous, PublicPage]
public sealed class BrandController(PromoOffersDb db) : Controller
{
    [HttpGet("/brand/logo"), ResponseCache(Duration = 3600, Location = ResponseCacheLocation.Any)]
    public async Task<IActionResult> Logo(CancellationToken cancel) =>
        await db.Organization.Where(o => o.Logo != null).Select(o => new { o.Logo, o.LogoType }).FirstOrDefaultAsync(cancel) is { } found
            ? File(found.Logo!, found.LogoType!)
            : NotFound();

    /// <summary>The accent colour of an offer or of the organization, as the address names it; it never changes for an address.</summary>
    [HttpGet("/brand/{colour:regex(^[[0-9a-f]]{{6}}$)}.css"), ResponseCache(Duration = 31_536_000, Location = ResponseCacheLocation.Any)]
    public IActionResult Colours(string colour) =>
        AccentColor.Read($"#{colour}") is { IsReadable: true } accent ? Content(BrandColours.Css(accent), "text/css") : NotFound();
}
