using Microsoft.AspNetCore.Html;

namespace PromoOffers.Web.Features.Shared;

/// <summary>Nothing here yet, or nothing found: what this place is for, and the one thing to do.</summary>
/// <param name="FirstUse">Whether the drawing of a ticket is shown.</param>
public sealed record EmptyPlace(string Title, string Text, Func<object?, IHtmlContent>? Actions = null, bool FirstUse = false);
