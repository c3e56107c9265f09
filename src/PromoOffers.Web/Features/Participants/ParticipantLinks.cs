using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants;

/// <summary>The addresses that a participant is given.</summary>
public sealed class ParticipantLinks(PublicLinks links)
{
    /// <summary>The offer's page, of nobody in particular.</summary>
    public Uri Page(string slug) => links.To($"/o/{slug}");

    /// <summary>To pass on: leads to the offer and says who sent it.</summary>
    public Uri Share(string shareToken) => links.To($"/r/{shareToken}");

    /// <summary>Leads to the participant's own page, and so to the code; for their e-mails alone.</summary>
    public Uri Private(string slug, string privateToken) => links.To($"/o/{slug}/me?t={privateToken}");

    /// <summary>Where the address is confirmed, by a button on the participant's own page.</summary>
    public Uri Confirm(string slug, string privateToken) => Private(slug, privateToken);
}
