using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>What became of saving a part of a draft.</summary>
public abstract record SaveDraftOutcome
{
    private SaveDraftOutcome() { }

    public sealed record Saved(int Version, DateTime At) : SaveDraftOutcome;

    /// <summary>Somebody else saved in between; nothing was stored.</summary>
    /// <param name="Version">Theirs.</param>
    public sealed record Conflict(string By, DateTime At, int Version) : SaveDraftOutcome;

    /// <summary>There is no such offer, or its draft was approved or discarded meanwhile.</summary>
    public sealed record NoDraft : SaveDraftOutcome;
}

/// <summary>Changes a part of a draft, for who started from its latest version.</summary>
public sealed class SaveDraft(IWrites writes, TimeProvider time)
{
    /// <param name="version">The version that the person was looking at.</param>
    /// <param name="change">Gives the terms with that part replaced.</param>
    public Task<SaveDraftOutcome> Run(
        string offerId, int version, Func<OfferTerms, OfferTerms> change, Actor actor, CancellationToken cancel = default) =>
        writes.Run<SaveDraftOutcome>(async (db, stop) =>
        {
            if (await db.FindOffer(offerId, stop) is not { Draft: { } draft } offer) return new SaveDraftOutcome.NoDraft();
            var now = time.GetUtcNow().UtcDateTime;
            switch (draft.Save(change(draft.Terms), version, actor.Name, now))
            {
                case SaveOutcome.Conflict conflict:
                    return new SaveDraftOutcome.Conflict(conflict.By, conflict.At, conflict.Version);
                case SaveOutcome.Saved saved:
                    await TellOnce(db, offer, actor, now, stop);
                    return new SaveDraftOutcome.Saved(saved.Version, now);
                default:
                    throw new InvalidOperationException("A draft is saved, or in conflict.");
            }
        }, cancel);

    /// <summary>It is saved as one types: of the saves that follow each other, the History holds the first.</summary>
    private static async Task TellOnce(PromoOffersDb db, Offer offer, Actor actor, DateTime now, CancellationToken cancel)
    {
        const string Saved = "offer.draft-saved";
        var last = await db.AuditEntries.Where(e => e.OfferId == offer.Id).OrderByDescending(e => e.Id)
            .Select(e => new { e.Action, e.ActorId }).FirstOrDefaultAsync(cancel);
        if (last?.Action != Saved || last.ActorId != actor.Id) db.Tell(Saved, actor, now, offer);
    }
}
