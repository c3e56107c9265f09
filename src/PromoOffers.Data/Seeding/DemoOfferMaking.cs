using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.Seeding;

/// <summary>Makes one offer of the demo with its codes, as it was before anybody joined.</summary>
internal static class DemoOfferMaking
{
    /// <returns>Its key; that of the offer of an earlier, interrupted seeding where there is one.</returns>
    public static async Task<int> Make(PromoOffersDb db, DemoOffer demo, int seed, Actor by, DateTime now, CancellationToken cancel)
    {
        if (await db.Offers.SingleOrDefaultAsync(o => o.Slug == demo.Slug, cancel) is { } before) return before.Id;
        var made = demo.MadeAt(now);
        var program = await db.Programs.SingleOrDefaultAsync(p => p.Name == demo.Program, cancel) ?? db.Programs.Add(new Program(demo.Program, made)).Entity;
        await db.SaveChangesAsync(cancel);

        var offer = new Offer(program.Id, demo.Name, demo.Slug, OfferKind.Referral, demo.Terms(now), by.Name, made);
        db.Offers.Add(offer);
        await db.SaveChangesAsync(cancel);
        db.OfferCounts.Add(new OfferCounts(offer.Id));
        Tell(db, "offer.created", offer, by, made);
        if (demo.EndsAs == OfferState.Draft) return offer.Id;

        await db.SaveChangesAsync(cancel);
        await AddCodes(db, offer, demo.Codes, seed, by, made.AddHours(2), cancel);
        offer.Approve(by.Name, made.AddHours(3));
        Tell(db, "offer.approved", offer, by, made.AddHours(3));
        return offer.Id;
    }

    /// <summary>Publishes a file of as many codes.</summary>
    public static async Task AddCodes(PromoOffersDb db, Offer offer, int count, int seed, Actor by, DateTime at, CancellationToken cancel)
    {
        var codes = DemoCodes.Of(count, seed);
        var bytes = DemoCodes.File(codes);
        var sequence = db.Sequences.Where(s => s.Name == Sequence.CodeIds);
        await sequence.ExecuteUpdateAsync(row => row.SetProperty(s => s.Next, s => s.Next + codes.Count), cancel);
        var first = await sequence.Select(s => s.Next).SingleAsync(cancel) - codes.Count;
        var file = db.CodeFiles.Add(new CodeFile(offer.Id, PublicId.New(), $"{offer.Slug}-codes.txt", by.Name, at)
        {
            UploadedById = by.Id,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            Bytes = bytes.Length,
            Lines = codes.Count,
            Codes = codes.Count,
            Free = codes.Count,
            Staged = codes.Count,
            FirstCodeId = first,
            LastCodeId = first + codes.Count - 1,
            State = CodeFileState.Published,
            PublishedAt = at,
            Report = new CodeFileReport(),
        }).Entity;
        await db.SaveChangesAsync(cancel);
        db.PromoCodes.AddRange(codes.Select((code, index) => new PromoCode(first + index, offer.Id, file.Id, index + 1, code)));
        await db.SaveChangesAsync(cancel);
        CodeFileBooks.Note(db, "codes.uploaded", file, by, at);
        db.Totals(offer.Id).CodesUploaded += codes.Count;
        db.Totals(offer.Id).CodesFree += codes.Count;
    }

    public static void Tell(PromoOffersDb db, string action, Offer offer, Actor by, DateTime at) =>
        db.AuditEntries.Add(new AuditEntry(action, by, at, offer.Id)
        {
            Details = new Dictionary<string, string> { ["offer"] = offer.Name, ["version"] = $"{offer.Versions}" },
        });
}
