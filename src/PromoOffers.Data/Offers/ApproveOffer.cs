using PromoOffers.Data.Draws;
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

/// <summary>Makes the draft hold from now on; progress is reckoned anew once; the drawings of a sweepstakes are committed to.</summary>
public sealed class ApproveOffer(IWrites writes, EarnAwards earn, PlanDrawings drawings, TimeProvider time)
{
    /// <param name="mailProblems">What is wrong with the templates of the mails; how they are written is not known here.</param>
    public async Task<ApproveOutcome> Run(
        string offerId, Func<OfferTerms, IReadOnlyList<TermsProblem>> mailProblems, Actor actor, CancellationToken cancel = default)
    {
        var seeds = await drawings.Prepare(offerId, cancel);
        return await writes.Run<ApproveOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { Draft: { } draft, State: not OfferState.Ended } offer) return new ApproveOutcome.NotNow();
            List<TermsProblem> problems = [.. offer.Problems(), .. mailProblems(draft.Terms)];
            if (problems.Count > 0) return new ApproveOutcome.Rejected(problems);
            var now = time.GetUtcNow().UtcDateTime;
            var plan = await PlanDrawings.For(db, offer, now, stop);
            if (plan.Problem is { } problem) return new ApproveOutcome.Rejected([problem]);
            var version = offer.Approve(actor.Name, now);
            await db.SaveChangesAsync(stop);
            db.Tell("offer.approved", actor, now, offer, ("version", $"{version.Number}"));
            plan.Commit(db, offer, seeds, actor, now);
            await EarnedAnew.Award(db, earn, offer, now, stop);
            return new ApproveOutcome.Approved(version.Number);
        }, cancel);
    }
}
