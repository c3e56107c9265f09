using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Fulfillment;

/// <param name="Problem">Why it cannot be written; null: nothing is wrong.</param>
public sealed record SampleLetter(Letter? Letter, string? Problem);

/// <summary>A mail of an offer with sample data: as the editor, the Emails tab and a test mail show it.</summary>
public sealed class WriteSample(ComposeMail compose, Texts texts)
{
    /// <param name="kind">One of an offer's own mails.</param>
    public async Task<SampleLetter> Run(Offer offer, OfferTerms terms, DeliveryKind kind, string language, CancellationToken cancel)
    {
        try
        {
            return new(await compose.Sample(offer, terms, kind, language, cancel), null);
        }
        catch (BadTemplate bad)
        {
            return new(null, texts["Fulfillment.BadTemplate", bad.Message]);
        }
    }
}
