using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Startup;

/// <summary>Where the world finds this installation. Bound from the root of the configuration.</summary>
public sealed record SiteOptions
{
    /// <summary>
    /// The address that every link in a mail and on a page begins with, for example <c>https://offers.example.com</c>; a path in it
    /// is the path base. Required in Production; null elsewhere means the address that the server listens on.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>The path part of <see cref="PublicUrl"/>, such as <c>/offers</c>; empty where there is none.</summary>
    public PathString PathBase => PublicUrl is null ? PathString.Empty : new PathString(new Uri(PublicUrl).AbsolutePath.TrimEnd('/'));
}

internal sealed class SiteOptionsAreUsable(IHostEnvironment environment) : IValidateOptions<SiteOptions>
{
    public ValidateOptionsResult Validate(string? name, SiteOptions options)
    {
        if (options.PublicUrl is null)
        {
            return environment.IsProduction()
                ? ValidateOptionsResult.Fail("PublicUrl is missing: the address that people reach this site under, such as https://offers.example.com. Every link in a mail begins with it.")
                : ValidateOptionsResult.Success;
        }
        return Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" && url is { Query: "", Fragment: "", UserInfo: "" }
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"PublicUrl takes an address such as https://offers.example.com or https://www.example.com/offers, not '{options.PublicUrl}'.");
    }
}
