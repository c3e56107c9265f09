namespace PromoOffers.Data.Offers;

/// <summary>What became of something done to an offer or a program.</summary>
public abstract record OfferOutcome
{
    private OfferOutcome() { }

    /// <param name="PublicId">Of the offer or program.</param>
    public sealed record Done(string PublicId) : OfferOutcome;

    public sealed record NotFound : OfferOutcome;

    /// <summary>The state allows it no more: somebody was faster, or the page was old.</summary>
    public sealed record NotInThisState : OfferOutcome;

    /// <summary>Codes have been sent, so the offer is kept; it can be archived.</summary>
    public sealed record CodesWereSent(int Participants) : OfferOutcome;

    /// <summary>People have signed up, so the offer is kept; it can be archived.</summary>
    public sealed record HasParticipants(int Participants) : OfferOutcome;

    /// <summary>Its code files are removed first: a file of millions of codes is not deleted in passing.</summary>
    public sealed record HasCodes(long Codes) : OfferOutcome;

    /// <summary>A program is deleted empty.</summary>
    public sealed record HasOffers(int Offers) : OfferOutcome;
}
