using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Participants;

/// <summary>One way to pass a link on.</summary>
/// <param name="Address">What the button opens.</param>
public sealed record ShareLink(ShareNetwork Network, string Address)
{
    /// <summary>E-mails and text messages open on the device itself, the others in a window of their own.</summary>
    public bool IsAway => Network is not (ShareNetwork.Email or ShareNetwork.TextMessage);

    public string Icon => Network switch
    {
        ShareNetwork.Email => "mail",
        ShareNetwork.TextMessage => "phone",
        _ => "external",
    };

    /// <summary>Whatever stands in a message is escaped: it can add nothing to the address, and no line to a mail's head.</summary>
    public static IReadOnlyList<ShareLink> Of(PageTexts page, Uri link)
    {
        var address = Uri.EscapeDataString(link.AbsoluteUri);
        string Text(ShareNetwork network) => Uri.EscapeDataString(page.MessageFor(network));
        string WithLink(ShareNetwork network, string between) => Uri.EscapeDataString(page.MessageFor(network) + between + link.AbsoluteUri);
        return
        [
            new(ShareNetwork.WhatsApp, $"https://wa.me/?text={WithLink(ShareNetwork.WhatsApp, " ")}"),
            new(ShareNetwork.Facebook, $"https://www.facebook.com/sharer/sharer.php?u={address}&quote={Text(ShareNetwork.Facebook)}"),
            new(ShareNetwork.X, $"https://x.com/intent/post?text={Text(ShareNetwork.X)}&url={address}"),
            new(ShareNetwork.LinkedIn, $"https://www.linkedin.com/feed/?shareActive=true&text={WithLink(ShareNetwork.LinkedIn, " ")}"),
            new(ShareNetwork.Email, $"mailto:?subject={Uri.EscapeDataString(page.Headline)}&body={WithLink(ShareNetwork.Email, "\r\n\r\n")}"),
            new(ShareNetwork.TextMessage, $"sms:?&body={WithLink(ShareNetwork.TextMessage, " ")}"),
        ];
    }
}
