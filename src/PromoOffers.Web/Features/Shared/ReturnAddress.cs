using Microsoft.AspNetCore.Mvc;

namespace PromoOffers.Web.Features.Shared;

/// <summary>Where somebody came from, as an address of theirs says: a page of this site, and nothing else.</summary>
public static class ReturnAddress
{
    /// <summary>Back there, or to the first page.</summary>
    public static LocalRedirectResult Back(this Controller page, string? returnUrl) =>
        page.LocalRedirect(page.Url.IsLocalUrl(returnUrl) ? Ascii(returnUrl) : "~/");

    /// <summary>A header takes no other characters.</summary>
    private static string Ascii(string address) =>
        string.Concat(address.EnumerateRunes().Select(sign => sign.IsAscii ? sign.ToString() : Uri.EscapeDataString(sign.ToString())));
}
