using Microsoft.AspNetCore.Mvc;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;

namespace PromoOffers.Web.Features.Shared;

/// <summary>Leads to the first page that this person may open.</summary>
public sealed class HomeController : Controller
{
    [HttpGet("/")]
    public IActionResult Show() =>
        Redirect(User.Has(Permission.AccessMarketingActivities)
            ? "~/activities"
            : NavigationItem.Admin.SelectMany(i => i.Doors).FirstOrDefault(d => User.Has(d.Permission))?.Address ?? "~/account");
}
