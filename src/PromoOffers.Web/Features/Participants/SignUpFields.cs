using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Participants;

public static class SignUpFields
{
    /// <summary>What a browser fills a field in with (HTML, section 4.10.18.7); <paramref name="name"/> is one of <see cref="PersonField.Known"/>.</summary>
    public static string Autocomplete(string name) => name switch
    {
        "firstName" => "given-name",
        "lastName" => "family-name",
        "company" => "organization",
        "phone" => "tel",
        "city" => "address-level2",
        "postalCode" => "postal-code",
        "country" => "country-name",
        _ => "off",
    };
}
