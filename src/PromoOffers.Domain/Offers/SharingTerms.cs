namespace PromoOffers.Domain.Offers;

/// <summary>Where a participant can pass the link on. Copy is the message and the link, for anywhere else.</summary>
public enum ShareNetwork { X, Facebook, LinkedIn, WhatsApp, Email, TextMessage, Copy }

/// <summary>
/// Where a shared link leads: to the offer's own page; to a page of the marketer's site that has the offer in a frame; or to any
/// address, whose own system then reports what counts.
/// </summary>
public enum ShareTarget { ThisPage, EmbeddingPage, External }

/// <summary>How an offer is shared, and which sites may show it in a frame.</summary>
public sealed record SharingTerms
{
    public const int MaxOrigins = 20;

    /// <summary>Names the link's owner at the end of an address that is shared.</summary>
    public const string Parameter = "r";

    public ShareTarget Target { get; init; } = ShareTarget.ThisPage;

    /// <summary>Absolute http(s) address; null for <see cref="ShareTarget.ThisPage"/>.</summary>
    public string? Address { get; init; }

    /// <summary>Sites that may show the public pages in a frame, as origins such as <c>https://www.shop.example</c>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>
    /// Where the link of somebody leads; null: to the offer's own page. The address as the approval has checked it, written anew, so
    /// that nothing in it can end a header.
    /// </summary>
    public Uri? Leads(string shareToken)
    {
        if (Target == ShareTarget.ThisPage || !WebAddress.Is(Address)) return null;
        var address = new UriBuilder(Address!) { Host = new Uri(Address!).IdnHost };
        address.Query = $"{address.Query.TrimStart('?')}{(address.Query.Length > 1 ? "&" : "")}{Parameter}={Uri.EscapeDataString(shareToken)}";
        return address.Uri;
    }

    internal static void Check(SharingTerms sharing, Action<TermsProblem> add)
    {
        if (sharing.Target != ShareTarget.ThisPage)
        {
            if (string.IsNullOrWhiteSpace(sharing.Address)) add(new("Sharing.Address", TermsProblemKind.Missing));
            else if (!WebAddress.Is(sharing.Address)) add(new("Sharing.Address", TermsProblemKind.BadAddress));
            else if (sharing.Target == ShareTarget.EmbeddingPage && !sharing.Origins.Contains(WebAddress.Origin(sharing.Address)!))
                add(new("Sharing.Address", TermsProblemKind.NotAnOrigin));
        }
        if (sharing.Origins.Count > MaxOrigins) add(new("Sharing.Origins", TermsProblemKind.TooLong));
        foreach (var wrong in sharing.Origins.Where(o => WebAddress.Origin(o) != o).Take(1)) add(new("Sharing.Origins", TermsProblemKind.BadOrigin, wrong));
    }
}

/// <summary>Addresses that a browser may be sent to.</summary>
public static class WebAddress
{
    /// <summary>Whether it is an absolute http(s) address without anything that ends a line.</summary>
    public static bool Is(string? text) => Read(text) is not null;

    /// <summary>
    /// <c>https://www.shop.example</c> of an address there, or of such an origin itself, as headers take it: a name in other letters
    /// than ASCII as the DNS has it (xn--…); null: it is no web address.
    /// </summary>
    public static string? Origin(string? text) => Read(text) is { } uri
        ? new UriBuilder(uri) { Host = uri.IdnHost }.Uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant()
        : null;

    /// <summary>Whether an address is an origin and nothing more.</summary>
    public static bool IsOrigin(string? text) => Read(text) is { } uri && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static Uri? Read(string? text) =>
        text is not null && !text.Any(char.IsControl) && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0 ? uri : null;
}
