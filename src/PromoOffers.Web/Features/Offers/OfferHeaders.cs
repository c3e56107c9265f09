using PromoOffers.Data.Offers;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>What stands above every tab of an offer, made from what was read of it.</summary>
public static class OfferHeaders
{
    public static OfferHeader Header(this OfferSummary offer, OfferTab tab, Texts texts, DateTime now) =>
        new(offer.PublicId, offer.Name, offer.Program, offer.StateShown(now), tab)
        {
            IsSweepstakes = offer.Kind == OfferKind.Sweepstakes,
            Facts = [.. offer.Facts(texts)],
        };

    /// <summary>The state as a chip knows it: an end by date counts like one by hand.</summary>
    public static string StateShown(this OfferSummary offer, DateTime now) => offer switch
    {
        { ArchivedAt: not null } => "Archived",
        { State: OfferState.Draft or OfferState.Ended } => offer.State.ToString(),
        { Approved.Terms.EndsAt: { } end } when end <= now => nameof(OfferState.Ended),
        { State: OfferState.Approved, HasDraft: true } => "ApprovedWithDraft",
        _ => offer.State.ToString(),
    };

    private static IEnumerable<string> Facts(this OfferSummary offer, Texts texts)
    {
        yield return texts[$"Overview.Kind{offer.Kind}"];
        if (offer.Terms.Referral is { Count: > 0 } goal) yield return texts.Count($"Overview.Goal{goal.Goal}", goal.Count);
        if (offer.Approved is { } approved) yield return texts["Overview.ApprovedBy", Formats.Date(approved.ApprovedAt, offer.Zone), approved.ApprovedBy];
        if (offer.EndedAt is { } ended) yield return texts["Overview.EndedOn", Formats.Date(ended, offer.Zone)];
        else if (offer.Terms.EndsAt is { } end) yield return texts["Overview.EndsOn", Formats.DateAndTime(end, offer.Zone)];
    }
}
