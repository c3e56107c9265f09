using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace PromoOffers.Web.Features.Shared;

/// <summary>What surrounds a page for participants.</summary>
/// <param name="Organization">Whose offer it is.</param>
public sealed record PublicFrame(string Organization)
{
    private const string Key = "PublicFrame";

    /// <summary>Address of the logo; null: the name is written.</summary>
    public string? Logo { get; init; }

    /// <summary>Address of the style sheet with the colours of the offer; null: those of the product.</summary>
    public string? BrandCss { get; init; }

    /// <summary>The foot of the page; null: none.</summary>
    public string? PostalAddress { get; init; }
    public string? RulesLink { get; init; }
    public string? PrivacyLink { get; init; }

    /// <summary>Languages that this page speaks, beside the one shown.</summary>
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];

    /// <summary>What has to be known of the page before anything on it; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Staff look at what the public would see: nothing on it can be pressed.</summary>
    public bool IsPreview { get; init; }

    public void StandsAround(ViewDataDictionary page) => page[Key] = this;

    internal static PublicFrame Of(ViewDataDictionary page) =>
        page[Key] as PublicFrame ?? throw new InvalidOperationException("A public page names its PublicFrame.");
}
