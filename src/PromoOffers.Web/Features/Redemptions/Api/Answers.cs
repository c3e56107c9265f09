using System.ComponentModel;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Web.Features.Redemptions.Api;

public sealed record OfferAnswer(string Id, string Name);

/// <summary>What a code is worth; PromoOffers never computes a cart.</summary>
/// <param name="Kind"><c>percent</c>, <c>amount</c> or <c>free_text</c>.</param>
/// <param name="Value">Whole per cent, or minor units of the currency; left out for free text.</param>
/// <param name="Currency">ISO 4217, for an amount.</param>
/// <param name="Label">What to call it, in the language that the request accepts.</param>
public sealed record PrizeAnswer(string Kind, long? Value, string? Currency, string Label)
{
    internal static PrizeAnswer Of(OfferTerms terms, string language)
    {
        var prize = terms.Prize;
        var kind = prize.Kind switch
        {
            PrizeKind.Percent => "percent",
            PrizeKind.Amount => "amount",
            PrizeKind.FreeText => "free_text",
        };
        return new PrizeAnswer(kind, prize.Value, prize.Currency, prize.Label.GetValueOrDefault(terms.LanguageFor(language), ""));
    }
}

/// <param name="Amount">Minor units of the currency.</param>
public sealed record MinimumAnswer(long Amount, string Currency);

public sealed record ValidationAnswer
{
    [Description("Whether the code would be taken at this moment. Only redeeming it makes sure.")]
    public required bool Valid { get; init; }

    [Description("Why it would not be taken: a code of the list of refusals, such as already_redeemed. Left out where it is valid.")]
    public string? Reason { get; init; }
    public OfferAnswer? Offer { get; init; }
    public PrizeAnswer? Prize { get; init; }

    [Description("The least that an order comes to, where the offer asks for it.")]
    public MinimumAnswer? MinimumOrder { get; init; }

    [Description("First instant at which the code is refused; left out where it has no end.")]
    public DateTime? ExpiresAt { get; init; }

    [Description("To be shown when the code is redeemed, where a lock was asked for.")]
    public string? SessionKey { get; init; }

    [Description("When the lock ends.")]
    public DateTime? LockedUntil { get; init; }

    internal static ValidationAnswer Of(ValidateOutcome outcome, string language) => outcome switch
    {
        ValidateOutcome.Invalid(var refusal) => new() { Valid = false, Reason = refusal.Problem().Code },
        ValidateOutcome.Valid valid => new()
        {
            Valid = true,
            Offer = new(valid.Offer.Id, valid.Offer.Name),
            Prize = PrizeAnswer.Of(valid.Offer.Terms, language),
            MinimumOrder = valid.Offer.Terms.Rules is { MinimumAmount: { } amount, Currency: { } currency } ? new(amount, currency) : null,
            ExpiresAt = valid.Until,
            SessionKey = valid.Lock?.Key,
            LockedUntil = valid.Lock?.Until,
        },
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };
}

/// <param name="Id">The shop's own number.</param>
/// <param name="Amount">Minor units of the currency; left out where the shop did not say.</param>
public sealed record OrderAnswer(string Id, long? Amount, string? Currency)
{
    internal static OrderAnswer Of(Redemption redemption) => new(redemption.OrderId, redemption.Amount, redemption.Currency);
}

public sealed record RedemptionAnswer
{
    public required string Id { get; init; }

    [Description("redeemed or rolled_back")]
    public required string Status { get; init; }
    public required OfferAnswer Offer { get; init; }

    [Description("What the code was worth when it was redeemed; in the answer to redeeming alone.")]
    public PrizeAnswer? Prize { get; init; }
    public required OrderAnswer Order { get; init; }

    [Description("The code: in full with the scope prizes, its last four characters otherwise. Left out of the answer to redeeming.")]
    public string? Code { get; init; }
    public required DateTime RedeemedAt { get; init; }

    [Description("When a use became known that was told afterwards.")]
    public DateTime? ReportedAt { get; init; }
    public DateTime? RolledBackAt { get; init; }
    public string? RollbackReason { get; init; }

    internal static RedemptionAnswer Of(Redemption redemption, OfferAnswer offer, PrizeAnswer? prize = null, string? code = null) => new()
    {
        Id = redemption.PublicId,
        Status = redemption.RolledBackAt is null ? "redeemed" : "rolled_back",
        Offer = offer,
        Prize = prize,
        Order = OrderAnswer.Of(redemption),
        Code = code,
        RedeemedAt = redemption.RedeemedAt,
        ReportedAt = redemption.ReportedAt,
        RolledBackAt = redemption.RolledBackAt,
        RollbackReason = redemption.RollbackReason,
    };
}
