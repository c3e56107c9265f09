using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>A code that a shop asks about before the order is placed.</summary>
/// <param name="OrderIsKnown">False: nothing is said of an order, and its rules are not asked.</param>
public sealed record ValidateRequest(string Typed, Basket Basket, bool OrderIsKnown, string? Customer);

/// <summary>Whether a code would be taken at this moment; only redeeming it makes sure.</summary>
public abstract record ValidateOutcome
{
    private ValidateOutcome() { }

    /// <param name="Until">First instant at which it is refused; null: no end.</param>
    /// <param name="Lock">Null where none was asked for.</param>
    public sealed record Valid(OfferOfCode Offer, DateTime? Until, CodeLock? Lock = null) : ValidateOutcome;

    public sealed record Invalid(Refusal Refusal) : ValidateOutcome;
}

/// <summary>A code held for one shopper.</summary>
/// <param name="Key">To be shown when it is redeemed, or let go.</param>
public sealed record CodeLock(string Key, DateTime Until)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
}

/// <summary>Looks whether a code would be taken, and changes nothing.</summary>
public sealed class ValidateCode(PromoOffersDb db, FindCode find, TimeProvider time)
{
    public async Task<ValidateOutcome> Run(ValidateRequest request, CancellationToken cancel = default)
    {
        await find.Prepare(request.Customer, cancel);
        var (found, refusal) = await Look(db, find, request, time.GetUtcNow().UtcDateTime, cancel);
        return refusal is null ? new ValidateOutcome.Valid(found!.Offer, found.Code.ValidUntil(found.Offer.Terms)) : new ValidateOutcome.Invalid(refusal);
    }

    internal static async Task<(FoundCode? Found, Refusal? Refusal)> Look(
        PromoOffersDb db, FindCode find, ValidateRequest request, DateTime now, CancellationToken cancel)
    {
        if (await find.Typed(db, request.Typed, cancel) is not { } found) return (null, new Refusal.NotFound());
        var isHolder = await find.IsHolder(found, request.Customer, cancel);
        return (found, found.Code.RefusalAt(now, found.Offer.Terms, request.Basket, isHolder, request.OrderIsKnown));
    }
}
