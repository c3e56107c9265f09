using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>An order of the shop.</summary>
public sealed record OrderBody : IValidatableObject
{
    [Description("The shop's own number of the order.")]
    [Required, StringLength(Redemption.MaxOrderIdLength, MinimumLength = 1)]
    public string? Id { get; init; }

    [Description("What the order comes to, in minor units of the currency.")]
    [Range(0, long.MaxValue)]
    public long? Amount { get; init; }

    [Description("ISO 4217, such as EUR.")]
    [RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Money.Check(Amount, Currency);
}

/// <summary>An order that is not placed yet; whatever is known of it.</summary>
public sealed record BasketBody : IValidatableObject
{
    [StringLength(Redemption.MaxOrderIdLength)]
    public string? Id { get; init; }

    [Description("What the order comes to, in minor units of the currency.")]
    [Range(0, long.MaxValue)]
    public long? Amount { get; init; }

    [Description("ISO 4217, such as EUR.")]
    [RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Money.Check(Amount, Currency);
}

public sealed record LockBody
{
    [Description("Seconds for which the code is held for this shopper; it ends by itself.")]
    [Range(30, 1800)]
    public int? TtlSeconds { get; init; }
}

public sealed record ValidationBody
{
    [Description("The code as the shopper typed or pasted it.")]
    [Required, StringLength(TypedText.Longest)]
    public string? Code { get; init; }

    [Description("The shopper's e-mail address; needed where the offer's codes work only for the participant they were sent to.")]
    [StringLength(Participant.MaxEmailLength)]
    public string? Customer { get; init; }
    public BasketBody? Order { get; init; }
    public LockBody? Lock { get; init; }

    [Description("Of a lock that this checkout holds already, to prolong it.")]
    [StringLength(TypedText.LongestKey)]
    public string? SessionKey { get; init; }

    internal ValidateRequest Request() => new(Code!, new Basket(Order?.Amount, Order?.Currency, SessionKey), Order is not null, Customer);
}

public sealed record RedemptionBody : IValidatableObject
{
    [Description("The code as the shopper typed or pasted it.")]
    [Required, StringLength(TypedText.Longest)]
    public string? Code { get; init; }

    [Description("The shopper's e-mail address; needed where the offer's codes work only for the participant they were sent to.")]
    [StringLength(Participant.MaxEmailLength)]
    public string? Customer { get; init; }

    [Required]
    public OrderBody? Order { get; init; }

    [Description("Of the lock that this checkout holds.")]
    [StringLength(TypedText.LongestKey)]
    public string? SessionKey { get; init; }

    [Description("When the code was used, for a shop that checks its codes itself and tells it afterwards. Not in the future. No rule of the offer is asked.")]
    public DateTime? RedeemedAt { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RedeemedAt is { Kind: DateTimeKind.Unspecified })
            yield return new ValidationResult("A time names its offset from UTC, such as 2026-03-02T12:00:00Z.", [nameof(RedeemedAt)]);
    }

    internal RedeemRequest Request(int keyId, string keyName) => new(
        Code!, Order!.Id!.Trim(), new Basket(Order.Amount, Order.Currency, SessionKey), Customer, RedeemedAt?.ToUniversalTime(), keyId, keyName);
}

public sealed record RollbackBody
{
    [Description("Why, for people: the payment failed, the order was cancelled.")]
    [Required, StringLength(Redemption.MaxReasonLength, MinimumLength = 1)]
    public string? Reason { get; init; }
}

internal static class TypedText
{
    /// <summary>More than any code with the white space that was pasted with it.</summary>
    public const int Longest = 1_000;
    public const int LongestKey = 100;
}

internal static class Money
{
    public static IEnumerable<ValidationResult> Check(long? amount, string? currency)
    {
        if (amount is null != currency is null) yield return new ValidationResult("An amount and its currency go together.", ["Amount", "Currency"]);
    }
}
