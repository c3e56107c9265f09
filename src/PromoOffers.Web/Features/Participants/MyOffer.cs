using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.Participants;

/// <summary>A code that somebody was sent.</summary>
public sealed record SentCode(string Code, DateTime SentAt);

/// <summary>An offer as one of its participants sees it.</summary>
/// <param name="FirstName">Empty where the offer did not ask.</param>
/// <param name="MustConfirm">The address is still to be confirmed.</param>
/// <param name="Codes">Those that were sent, newest first.</param>
/// <param name="Awards">Earned so far.</param>
public sealed record MyOffer(
    PublicOffer Offer, string FirstName, string Email, bool MustConfirm, Uri ShareLink, int Progress, int Awards, IReadOnlyList<SentCode> Codes)
{
    /// <summary>More friends than this are told in words: so many circles are no picture any more.</summary>
    private const int MostCircles = 20;

    /// <summary>Prizes whose mail was sent, with a code or without.</summary>
    public int Sent { get; init; }

    /// <summary>Prizes that were earned and not sent yet: one without a code, one to be sent by hand, or a mail on its way.</summary>
    public int Coming { get; init; }

    public bool HasEarned => Sent + Coming > 0;

    /// <summary>Key of what is said of the prizes that were sent.</summary>
    public string SentText => Codes.Count > 0 ? "Public.CodeSent" : "Public.PrizeSent";

    public int Goal => Offer.Referral.Count;

    /// <summary>Key of how far it is, in what the goal counts.</summary>
    public string ProgressText => Offer.Referral.Goal switch
    {
        GoalType.ReferredSignUps => "Public.Progress",
        GoalType.ReferredVisits => "Public.VisitsMade",
        GoalType.CustomEvent => "Public.StepsDone",
    };

    /// <summary>Key of what is missing.</summary>
    public string MissingText => Offer.Referral.Goal switch
    {
        GoalType.ReferredSignUps => "Public.Missing",
        GoalType.ReferredVisits => "Public.VisitsMissing",
        GoalType.CustomEvent => "Public.StepsMissing",
    };

    /// <summary>Key of what to do with the link, and what comes of it.</summary>
    public string PassItOnText => Offer.Referral.Goal switch
    {
        GoalType.ReferredSignUps => "Public.PassItOn",
        GoalType.ReferredVisits => "Public.PassItOnForVisits",
        GoalType.CustomEvent => "Public.PassItOnForSteps",
    };

    /// <summary>Nothing more can be earned.</summary>
    public bool IsDone => Awards >= Offer.Referral.AwardsPerParticipant;

    /// <summary>Friends counted towards the next award.</summary>
    public int Towards => IsDone ? Goal : Math.Min(Progress - Math.Min(Awards * Goal, Progress), Goal);
    public int Missing => Goal - Towards;
    public bool ShowsCircles => Goal <= MostCircles;

    /// <summary>The address as far as its owner needs it to know it again.</summary>
    public string MaskedEmail => Email.Length == 0 ? "" : $"{Email[0]}••••••{Email[Email.LastIndexOf('@')..]}";

    public IReadOnlyList<ShareLink> ShareLinks => Participants.ShareLink.Of(Offer.Page, ShareLink);

    /// <summary>The message with the link, for anywhere else.</summary>
    public string CopiedText => $"{Offer.Page.MessageFor(ShareNetwork.Copy)} {ShareLink}";

    /// <summary>Null: nobody of this offer has the token.</summary>
    public static async Task<MyOffer?> Find(PromoOffersDb db, PublicOffer offer, string privateToken, ParticipantLinks links, CancellationToken cancel)
    {
        var me = await db.Participants.AsNoTracking()
            .SingleOrDefaultAsync(p => p.OfferId == offer.Id && p.PrivateToken == privateToken && p.ErasedAt == null, cancel);
        if (me is null) return null;
        var codes = await db.PromoCodes.AsNoTracking()
            .Where(c => c.SentAt != null && c.VoidedAt == null && db.Awards.Any(a => a.Id == c.AwardId && a.ParticipantId == me.Id))
            .OrderByDescending(c => c.SentAt).Select(c => new { c.Code, SentAt = c.SentAt!.Value }).ToListAsync(cancel);
        var prizes = await db.Awards.Where(a => a.ParticipantId == me.Id && a.State != AwardState.Withdrawn)
            .Select(a => db.Deliveries.Any(d => d.AwardId == a.Id && d.SentAt != null)).ToListAsync(cancel);
        return new(offer, me.FirstName, me.Email ?? "", offer.Terms.Form.ConfirmAddress && me.ConfirmedAt is null,
            links.Share(me.ShareToken), me.Progress, me.Awards, [.. codes.Select(c => new SentCode(Encoding.ASCII.GetString(c.Code), c.SentAt))])
        {
            Sent = prizes.Count(sent => sent),
            Coming = prizes.Count(sent => !sent),
        };
    }
}
