namespace PromoOffers.Domain.Offers;

/// <summary>How people win: by reaching a referral goal, or by a draw.</summary>
public enum OfferKind { Referral, Sweepstakes }

/// <summary>What a participant's friends have to do, counted until the goal is met.</summary>
public enum GoalType { ReferredVisits, ReferredSignUps, CustomEvent }

/// <summary>When the Fulfillment Email leaves: by itself as the goal is met, or when a marketer sends it.</summary>
public enum FulfillmentDelivery { Automatic, Manual }

/// <summary>What a code is worth; PromoOffers shows it and never computes a cart.</summary>
public enum PrizeKind { Percent, Amount, FreeText }

/// <summary>Whether a participant ticks a box to agree to marketing, or unticks it to refuse.</summary>
public enum ConsentKind { None, OptIn, OptOut }
