namespace PromoOffers.Domain;

/// <summary>
/// A rule of the domain was about to be broken. What a person can cause in the ordinary way is a value
/// (a refusal), never this exception: it means that a caller did not ask first.
/// </summary>
public sealed class RuleBroken(string message) : Exception(message);
