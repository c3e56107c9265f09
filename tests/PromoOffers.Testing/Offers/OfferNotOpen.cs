using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Testing.Offers;

/// <summary>An approved offer of either kind whose page takes nobody: not yet, not now, or not any more.</summary>
public sealed record OfferNotOpen(OfferKind Kind, Openness Openness)
{
    private static readonly Actor Claire = new(null, "Claire");

    /// <summary>One of each.</summary>
    public static IReadOnlyList<OfferNotOpen> All { get; } =
    [
        .. from kind in Enum.GetValues<OfferKind>()
           from openness in (Openness[])[Openness.NotYetStarted, Openness.Paused, Openness.Ended]
           select new OfferNotOpen(kind, openness),
    ];

    public string Slug => $"{Kind}-{Openness}".ToLowerInvariant();

    /// <returns>What was approved.</returns>
    public async Task<OfferTerms> Approved(IWrites writes, ApproveOffer approve, DateTime now, CancellationToken cancel)
    {
        var terms = Terms(now);
        var id = await writes.Run(async (db, stop) =>
        {
            var program = db.Add(new Program(Slug, now)).Entity;
            await db.SaveChangesAsync(stop);
            var offer = db.Add(new Offer(program.Id, Slug, Slug, Kind, terms, Claire.Name, now)).Entity;
            await db.SaveChangesAsync(stop);
            db.Add(new OfferCounts(offer.Id));
            return offer.PublicId;
        }, cancel);
        if (await approve.Run(id, _ => [], Claire, cancel) is not ApproveOutcome.Approved) throw new InvalidOperationException("The terms are not complete.");
        await writes.Run(async (db, stop) =>
        {
            var offer = await db.Offers.SingleAsync(o => o.PublicId == id, stop);
            if (Openness == Openness.Paused) offer.Pause();
            if (Openness == Openness.Ended) offer.End(now);
            return offer.State;
        }, cancel);
        return terms;
    }

    private OfferTerms Terms(DateTime now) => (Kind == OfferKind.Sweepstakes ? NewTerms.Sweepstakes("en", "Europe/Paris") : NewTerms.Referral("en", "Europe/Paris")) with
    {
        Prize = new() { Kind = PrizeKind.Percent, Value = 20, Label = Both("20% off", "20\u00a0% de remise") },
        Referral = Kind == OfferKind.Referral ? new() { Count = 2 } : null,
        StartsAt = Openness == Openness.NotYetStarted ? now.AddDays(1) : null,
        EndsAt = now.AddDays(8),
        RulesLink = Both("https://example.com/rules", "https://example.com/reglement"),
    };

    private static Dictionary<string, string> Both(string english, string french) => new() { ["en"] = english, ["fr"] = french };
}
