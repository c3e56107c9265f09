using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>What became of approving a draft.</summary>
public abstract record ApproveOutcome
{
    private ApproveOutcome() { }

    public sealed record Approved(int Version) : ApproveOutcome;

    /// <summary>The draft is incomplete; nothing was approved.</summary>
    public sealed record Rejected(IReadOnlyList<TermsProblem> Problems) : ApproveOutcome;

    /// <summary>There is no such offer, no draft, or the offer has ended.</summary>
    public sealed record NotNow : ApproveOutcome;
}

/// <summary>Makes the draft hold from now on; progress is reckoned anew once.</summary>
public sealed class ApproveOffer(IWrites writes, EarnAwards earn, TimeProvider time)
{
    public Task<ApproveOutcome> Run(string offerId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<ApproveOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { Draft: not null, State: not OfferState.Ended } offer) return new ApproveOutcome.NotNow();
            if (offer.Problems() is { Count: > 0 } problems) return new ApproveOutcome.Rejected(problems);
            var now = time.GetUtcNow().UtcDateTime;
            var version = offer.Approve(actor.Name, now);
            await db.SaveChangesAsync(stop);
            db.Tell("offer.approved", actor, now, offer, ("version", $"{version.Number}"));
            await EarnedAnew.Award(db, earn, offer, now, stop);
            return new ApproveOutcome.Approved(version.Number);
        }, cancel);
}
