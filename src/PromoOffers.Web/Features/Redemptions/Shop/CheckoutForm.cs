using System.ComponentModel.DataAnnotations;

namespace PromoOffers.Web.Features.Redemptions.Shop;

/// <summary>Where the order goes; filled in, because this shop delivers nothing.</summary>
public sealed record DeliveryForm
{
    [StringLength(100)]
    public string? FirstName { get; init; } = "Amélie";

    [StringLength(100)]
    public string? LastName { get; init; } = "Fournier";

    /// <summary>Told to the API as the customer.</summary>
    [StringLength(254)]
    public string? Email { get; init; }

    [StringLength(100)]
    public string? Street { get; init; } = "12 Harbour Street";

    [StringLength(20)]
    public string? Postcode { get; init; } = "B3H 1A1";

    [StringLength(100)]
    public string? City { get; init; } = "Halifax";
    public bool ByTransfer { get; init; }
}

public sealed record CheckoutForm
{
    public DeliveryForm Address { get; init; } = new();

    /// <summary>As it was typed or pasted.</summary>
    public string? Code { get; init; }
}

public enum CodeProblem { Missing, Refused, Trouble, TooMany }

/// <param name="Problem">Null: nothing was wrong with a code.</param>
public sealed record CheckoutPage(ShopBasket Basket, CheckoutForm Form, CodeProblem? Problem = null);
