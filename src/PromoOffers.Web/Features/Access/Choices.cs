using Microsoft.AspNetCore.Mvc.Rendering;
using PromoOffers.Data.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

/// <summary>A form that does something only for who knows the password.</summary>
public sealed record ConfirmPassword(string Address, string Id, string Button);

/// <summary>What selects offer.</summary>
public static class Choices
{
    public static IEnumerable<SelectListItem> Languages(Texts texts) =>
        Texts.Languages.Select(l => new SelectListItem(texts.In(l)["Shared.ThisLanguage"], l));

    public static IEnumerable<SelectListItem> LanguagesOrNone(Texts texts) =>
        Languages(texts).Prepend(new SelectListItem(texts["Access.LanguageOfBrowser"], ""));

    public static IEnumerable<SelectListItem> Roles(Texts texts, IEnumerable<StaffRole> roles) =>
        roles.Select(r => new SelectListItem(texts.RoleName(r.Name!), $"{r.Id}"));

    public static IEnumerable<SelectListItem> TimeZones(IEnumerable<string> zones) => zones.Select(z => new SelectListItem(z.Replace('_', ' '), z));
}
