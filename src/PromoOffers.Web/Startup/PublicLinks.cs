using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Startup;

/// <summary>Makes the links that leave the site, in mails as on pages: from PublicUrl, never from what a request says of itself.</summary>
public sealed class PublicLinks(IOptions<SiteOptions> site, IServer server)
{
    /// <summary>The address of a path of ours, such as <c>/o/summer</c>.</summary>
    public Uri To(string path) => new(Base + "/" + path.TrimStart('/'));

    /// <summary>Without a slash at its end.</summary>
    public string Base => (site.Value.PublicUrl ?? ListeningOn()).TrimEnd('/');

    /// <summary>Where this server answers on the machine it runs on, for what it asks of itself; without a slash at its end.</summary>
    public string Here => ListeningOn().TrimEnd('/') + site.Value.PathBase;

    private string ListeningOn() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
            .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        ?? "http://localhost";
}
