using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>Makes an offer with every text and both e-mails filled in: prize, goal (or dates), rules and codes suffice to approve it.</summary>
public sealed class CreateOffer(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string programId, string name, OfferKind kind, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindProgram(programId, stop) is not { } program) return new OfferOutcome.NotFound();
            var organization = await db.Organization.AsNoTracking().SingleAsync(stop);
            var terms = kind switch
            {
                OfferKind.Referral => NewTerms.Referral(organization.DefaultLanguage, organization.TimeZone),
                OfferKind.Sweepstakes => NewTerms.Sweepstakes(organization.DefaultLanguage, organization.TimeZone),
            };
            var now = time.GetUtcNow().UtcDateTime;
            var offer = await Add(db, program.Id, name, kind, terms, actor, now, stop);
            db.Tell("offer.created", actor, now, offer);
            return new OfferOutcome.Done(offer.PublicId);
        }, cancel);

    internal static async Task<Offer> Add(
        PromoOffersDb db, int programId, string name, OfferKind kind, OfferTerms terms, Actor actor, DateTime now, CancellationToken cancel)
    {
        var offer = new Offer(programId, name, await FreeSlug(db, name, cancel), kind, terms, actor.Name, now);
        db.Offers.Add(offer);
        await db.SaveChangesAsync(cancel);
        db.OfferCounts.Add(new OfferCounts(offer.Id));
        return offer;
    }

    private static async Task<string> FreeSlug(PromoOffersDb db, string name, CancellationToken cancel)
    {
        var slug = Slug.From(name);
        var taken = await db.Offers.Where(o => o.Slug.StartsWith(slug)).Select(o => o.Slug).ToListAsync(cancel);
        return Slug.Free(slug, taken.Contains);
    }
}
