using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Features.Fulfillment;

/// <summary>Which mails of an offer are shown.</summary>
/// <param name="Kind">Null: all.</param>
/// <param name="State">Null: all.</param>
/// <param name="Before">Id of the last mail of the page before; null: the first page.</param>
public sealed record EmailListForm(DeliveryKind? Kind, DeliveryState? State, long? Before);

/// <param name="WholePeople">Names and addresses are shown.</param>
public sealed record EmailListPage(OfferSummary Offer, OfferHeader Header, EmailListForm Form, IReadOnlyList<DeliveryRow> Rows, long? Next, bool WholePeople);

/// <summary>A mail as it is sent, with sample data.</summary>
/// <param name="Problem">Why it cannot be written; null: nothing is wrong.</param>
public sealed record SamplePage(OfferSummary Offer, OfferHeader Header, DeliveryKind Kind, IReadOnlyList<string> Languages, string Language, Letter? Letter, string? Problem);

/// <summary>One mail that was sent, or is to be.</summary>
/// <param name="View">Ticket of this view for the frame in it; null: nothing in the mail has to be noted.</param>
public sealed record EmailPage(OfferSummary Offer, OfferHeader Header, Delivery Delivery, Letter Letter, string? View);
