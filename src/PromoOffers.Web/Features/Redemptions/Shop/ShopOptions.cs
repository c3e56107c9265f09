using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Features.Redemptions.Shop;

/// <summary>The example shop at /checkout.</summary>
public sealed record ShopOptions
{
    public const string Section = "Checkout";

    /// <summary>Null: as the start decides, in Development and with the demo.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The key that the shop shows; null: that of the demo.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where it finds the API, without /api; null: at this server itself.</summary>
    public string? Api { get; init; }
}

internal sealed class ShopOptionsAreUsable : IValidateOptions<ShopOptions>
{
    public ValidateOptionsResult Validate(string? name, ShopOptions options) =>
        options.Api is null || (Uri.TryCreate(options.Api, UriKind.Absolute, out var api) && api.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Checkout:Api takes an address such as https://offers.example.com, not '{options.Api}'.");
}

/// <summary>Whether there is a shop on this site.</summary>
public sealed class ShopIsOpen(IOptions<ShopOptions> options, IConfiguration configuration, IHostEnvironment environment)
{
    public bool Value => options.Value.Enabled ?? configuration.GetValue<bool?>("Demo:Seed") ?? environment.IsDevelopment();
}
