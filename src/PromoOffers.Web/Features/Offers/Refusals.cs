using PromoOffers.Data.Offers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

internal static class Refusals
{
    /// <summary>Why nothing was done; null: it was done.</summary>
    public static string? Of(this Texts texts, OfferOutcome outcome) => outcome switch
    {
        OfferOutcome.Done => null,
        OfferOutcome.NotFound => texts["Offers.NotFound"],
        OfferOutcome.NotInThisState => texts["Offers.NotInThisState"],
        OfferOutcome.CodesWereSent sent => texts.Count("Offers.CodesWereSent", sent.Participants),
        OfferOutcome.HasParticipants people => texts.Count("Offers.HasParticipants", people.Participants),
        OfferOutcome.HasCodes codes => texts.Count("Offers.HasCodes", codes.Codes),
        OfferOutcome.HasOffers offers => texts.Count("Offers.HasOffers", offers.Offers),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };
}
