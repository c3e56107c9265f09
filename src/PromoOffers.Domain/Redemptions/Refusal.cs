namespace PromoOffers.Domain.Redemptions;

/// <summary>Why a code is not taken. Only the holder of an API key is told; a public page says one sentence for all.</summary>
public abstract record Refusal
{
    private Refusal() { }

    /// <summary>There is no such code, or nobody was given it.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>It was replaced by another one.</summary>
    public sealed record Void : Refusal;

    public sealed record AlreadyRedeemed(DateTime At) : Refusal;

    /// <summary>Another checkout holds it.</summary>
    public sealed record Locked(DateTime Until) : Refusal;

    public sealed record NotYetValid(DateTime From) : Refusal;

    public sealed record Expired(DateTime Since) : Refusal;

    /// <summary>The shopper is not the participant it was sent to, or nobody said who the shopper is.</summary>
    public sealed record NotHolder : Refusal;

    /// <summary>Nobody said what the order comes to.</summary>
    public sealed record AmountMissing(long Minimum, string Currency) : Refusal;

    public sealed record OtherCurrency(string Currency) : Refusal;

    public sealed record BelowMinimum(long Minimum, string Currency) : Refusal;
}
