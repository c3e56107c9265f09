using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PromoOffers.Web.Features.Redemptions.Shop;

public sealed record ShopLine(string Product, int Count, long Price)
{
    public long Total => Count * Price;
}

/// <summary>What one shopper is about to buy, and the code that was taken for it. The shop keeps it in a cookie that nobody else can read.</summary>
public sealed record ShopBasket
{
    public const string Currency = "CAD";
    public const long Delivery = 490;

    private const string OrderAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static IReadOnlyList<ShopLine> Lines { get; } = [new("Espresso", 2, 3200), new("Filters", 1, 600)];

    public static long Subtotal => Lines.Sum(line => line.Total);

    /// <summary>Names the browser, for the budget of its tries.</summary>
    public string Session { get; init; } = Domain.PublicId.New();

    /// <summary>Made with the basket, so that the same order asks again by the same number, and by the same Idempotency-Key.</summary>
    public string OrderId { get; init; } = "NL-" + RandomNumberGenerator.GetString(OrderAlphabet, 8);
    public TakenCode? Code { get; init; }
    public DeliveryForm Address { get; init; } = new();

    /// <summary>The order before this one; null: none.</summary>
    public PlacedOrder? Placed { get; init; }

    public long Discount => Code?.DiscountOn(Subtotal) ?? 0;
    public long Total => Subtotal - Discount + Delivery;

    /// <summary>The same shopper with nothing bought yet.</summary>
    public ShopBasket After(PlacedOrder order) => new() { Session = Session, Address = Address, Placed = order };
}

/// <summary>A code as the API took it.</summary>
/// <param name="SessionKey">Of the lock that holds it for this shopper.</param>
/// <param name="Kind">As the API names it.</param>
public sealed record TakenCode(string Text, string? SessionKey, string Kind, long? Value, string? Currency, string Label)
{
    /// <summary>Minor units. What the label promises otherwise, a gift or another currency, comes off no sum.</summary>
    public long DiscountOn(long subtotal) => this switch
    {
        { Kind: "percent", Value: { } percent } => (long)decimal.Round(subtotal * percent / 100m, MidpointRounding.AwayFromZero),
        { Kind: "amount", Value: { } amount, Currency: ShopBasket.Currency } => Math.Min(amount, subtotal),
        _ => 0,
    };
}

/// <param name="RedemptionId">Null: it was placed without a code.</param>
public sealed record PlacedOrder(string OrderId, long Total, string? RedemptionId, string? Label, bool Cancelled = false);

/// <summary>Keeps the basket with the browser.</summary>
public sealed class BasketCookie(IDataProtectionProvider protection)
{
    private const string Name = "promooffers-basket";

    private readonly IDataProtector protector = protection.CreateProtector("PromoOffers.ShopBasket");

    /// <returns>Null where the browser has none, or one that is not ours.</returns>
    public ShopBasket? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { } kept) return null;
        try
        {
            return JsonSerializer.Deserialize<ShopBasket>(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Keep(HttpContext context, ShopBasket basket) =>
        context.Response.Cookies.Append(Name, protector.Protect(JsonSerializer.Serialize(basket)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = $"{context.Request.PathBase}/checkout",
        });
}
