using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Redemptions;

/// <summary>What a checkout says of the shopper and the order.</summary>
/// <param name="Amount">Minor units of <paramref name="Currency"/>; null: not said.</param>
/// <param name="LockKey">Of the lock that this checkout holds; null: none.</param>
public sealed record Basket(long? Amount, string? Currency, string? LockKey);

/// <summary>A code that was assigned, as a checkout finds it.</summary>
public sealed record CodeAtCheckout(
    long CodeId, int OfferId, long ParticipantId, DateTime? SentAt, DateTime? RedeemedAt, DateTime? VoidedAt, DateTime? LockedUntil, string? LockKey)
{
    /// <summary>First instant of use; null: from the sending on.</summary>
    public static DateTime? ValidFrom(OfferTerms terms) => StartOf(terms.Rules.FirstDay, terms);

    /// <summary>First instant at which it is refused; null: no end.</summary>
    public DateTime? ValidUntil(OfferTerms terms)
    {
        var last = StartOf(terms.Prize.LastDay?.AddDays(1), terms);
        if (terms.Rules.DaysAfterSending is not { } days || SentAt is not { } sent) return last;
        var sentOn = DateOnly.FromDateTime(ZoneTime.ToLocal(sent, ZoneOf(terms)));
        var ends = StartOf(sentOn.AddDays(days + 1), terms);
        return last < ends ? last : ends;
    }

    /// <param name="isHolder">Whether the shopper is the participant; null: nobody said who the shopper is.</param>
    /// <param name="orderIsKnown">False: nothing is said of an order yet, so its rules are not asked.</param>
    /// <returns>Null: it may be redeemed.</returns>
    public Refusal? RefusalAt(DateTime now, OfferTerms terms, Basket basket, bool? isHolder, bool orderIsKnown)
    {
        if (RefusalOfUse() is { } gone) return gone;
        if (LockedUntil > now && LockKey != basket.LockKey) return new Refusal.Locked(LockedUntil.Value);
        if (ValidFrom(terms) is { } from && now < from) return new Refusal.NotYetValid(from);
        if (ValidUntil(terms) is { } until && now >= until) return new Refusal.Expired(until);
        if (terms.Rules.OnlyByHolder && isHolder != true) return new Refusal.NotHolder();
        return orderIsKnown ? OrderRefusal(terms.Rules, basket) : null;
    }

    /// <summary>What speaks against a use that has happened already: no rule of the offer does. Null: it is recorded.</summary>
    public Refusal? RefusalOfUse()
    {
        if (VoidedAt is not null) return new Refusal.Void();
        return RedeemedAt is { } redeemed ? new Refusal.AlreadyRedeemed(redeemed) : null;
    }

    private static Refusal? OrderRefusal(CodeRules rules, Basket basket)
    {
        if (rules is not { MinimumAmount: { } minimum, Currency: { } currency }) return null;
        if (basket.Amount is not { } amount || basket.Currency is null) return new Refusal.AmountMissing(minimum, currency);
        if (basket.Currency != currency) return new Refusal.OtherCurrency(currency);
        return amount < minimum ? new Refusal.BelowMinimum(minimum, currency) : null;
    }

    private static DateTime? StartOf(DateOnly? day, OfferTerms terms) =>
        day is { } date ? ZoneTime.ToUtc(date.ToDateTime(TimeOnly.MinValue), ZoneOf(terms)) : null;

    private static TimeZoneInfo ZoneOf(OfferTerms terms) => TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone);
}
