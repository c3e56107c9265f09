using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

/// <summary>What the operations on offers share: an offer with its draft and its approved terms, and the line in its History.</summary>
internal static class Finding
{
    public static Task<Offer?> FindOffer(this PromoOffersDb db, string publicId, CancellationToken cancel) =>
        db.Offers.Include(o => o.Draft).Include(o => o.Approved).SingleOrDefaultAsync(o => o.PublicId == publicId, cancel);

    public static Task<Program?> FindProgram(this PromoOffersDb db, string publicId, CancellationToken cancel) =>
        db.Programs.SingleOrDefaultAsync(p => p.PublicId == publicId, cancel);

    public static void Tell(this PromoOffersDb db, string action, Actor actor, DateTime now, Offer offer, params (string Name, string Value)[] more) =>
        db.AuditEntries.Add(new AuditEntry(action, actor, now, offer.Id)
        {
            Details = more.Prepend(("offer", offer.Name)).ToDictionary(d => d.Item1, d => d.Item2),
        });

    public static void Tell(this PromoOffersDb db, string action, Actor actor, DateTime now, Program program) =>
        db.AuditEntries.Add(new AuditEntry(action, actor, now) { Details = new Dictionary<string, string> { ["program"] = program.Name } });
}
