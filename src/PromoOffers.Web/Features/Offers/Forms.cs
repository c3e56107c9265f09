using System.ComponentModel.DataAnnotations;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Offers;

public sealed class ProgramForm
{
    [Required, StringLength(Domain.Offers.Program.MaxNameLength)]
    public string? Name { get; set => field = value is null ? null : OneLine.Of(value); }
}

public sealed class NewOfferForm
{
    [Required, StringLength(Offer.MaxNameLength)]
    public string? Name { get; set => field = value is null ? null : OneLine.Of(value); }

    /// <summary>Public id.</summary>
    [Required]
    public string? Program { get; set; }

    /// <summary>Without meaning where an offer is cloned.</summary>
    public OfferKind Kind { get; set; }

    /// <summary>Public id of the offer whose terms are taken over; empty: none.</summary>
    public string? CloneFrom { get; set; }
}

public sealed class OfferForm
{
    [Required, StringLength(Offer.MaxNameLength)]
    public string? Name { get; set => field = value is null ? null : OneLine.Of(value); }

    /// <summary>Public id.</summary>
    [Required]
    public string? Program { get; set; }
}
