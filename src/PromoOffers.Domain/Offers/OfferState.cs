namespace PromoOffers.Domain.Offers;

/// <summary>
/// Where an offer stands. Not yet started and past its end are no states: they follow from the terms and the clock
/// (<see cref="Offer.OpennessAt"/>).
/// </summary>
public enum OfferState { Draft, Approved, Paused, Ended }

/// <summary>What the public page shows at a moment.</summary>
public enum Openness { NotApproved, NotYetStarted, Open, Paused, Ended }
