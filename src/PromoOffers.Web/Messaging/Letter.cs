namespace PromoOffers.Web.Messaging;

/// <summary>A mail as its reader sees it.</summary>
public sealed record Letter(string Subject, string Text, string Html);

/// <summary>What the texts of a mail may name; of an offer's participant or of the sample that the editor shows.</summary>
public sealed record LetterData
{
    public string PromoCode { get; init; } = "";
    public string ShareUrl { get; init; } = "";
    public string PrivateUrl { get; init; } = "";
    public string ConfirmUrl { get; init; } = "";
    public string FirstName { get; init; } = "";
    public string LastName { get; init; } = "";
    public string Email { get; init; } = "";
    public string Prize { get; init; } = "";
    public string ShopUrl { get; init; } = "";
    public string LastDay { get; init; } = "";
    public string OfferName { get; init; } = "";
    public string Headline { get; init; } = "";
    public int Goal { get; init; }

    /// <summary>The address is still to be confirmed.</summary>
    public bool MustConfirm { get; init; }
    public string RulesUrl { get; init; } = "";
    public string PrivacyUrl { get; init; } = "";
    public string Organization { get; init; } = "";
    public string PostalAddress { get; init; } = "";
    public string AccentColor { get; init; } = "";
    public string LogoUrl { get; init; } = "";
}
