using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>The offer of a code, as a checkout is told of it.</summary>
/// <param name="Id">Public.</param>
public sealed record OfferOfCode(string Id, string Name, OfferTerms Terms);

/// <summary>Whose a code is that was found, as far as a checkout changes them.</summary>
/// <param name="AddressHash">By which the shopper is known to be this person.</param>
/// <param name="Awards">All that the person has.</param>
internal sealed record HolderOfFound(byte[] AddressHash, int Awards, PrizeState Prize);

/// <summary>A code with its offer and whose it is.</summary>
internal sealed record FoundCode(CodeAtCheckout Code, OfferOfCode Offer, HolderOfFound Holder);

/// <summary>Finds the code that somebody typed, among those that were assigned; for the operations of redeeming.</summary>
public sealed class FindCode(ApprovedVersions versions, ParticipantKeys keys)
{
    private static readonly CompiledQuery<byte[], Row?> ByBytes = new((db, bytes) => (
        from code in db.PromoCodes
        where code.Code == bytes && code.AwardId != null
        join award in db.Awards on code.AwardId equals award.Id
        join person in db.Participants on award.ParticipantId equals person.Id
        join offer in db.Offers on code.OfferId equals offer.Id
        join version in db.OfferVersions on offer.ApprovedId equals version.Id
        select new Row(
            new CodeAtCheckout(code.Id, code.OfferId, award.ParticipantId, code.SentAt, code.RedeemedAt, code.VoidedAt, code.LockedUntil, code.LockKey),
            new HolderOfFound(person.EmailHash, person.Awards, person.Prize), offer.PublicId, offer.Name, version.Id, version.ApprovedAt)).SingleOrDefault());

    /// <summary>To be called before an operation that names a customer: the key of the hashes may have to be made, and that is a write.</summary>
    internal async Task Prepare(string? customer, CancellationToken cancel)
    {
        if (customer is not null) await keys.For(0, cancel);
    }

    internal async Task<FoundCode?> Typed(PromoOffersDb db, string typed, CancellationToken cancel)
    {
        foreach (var reading in TypedCode.Readings(typed))
        {
            if (await ByBytes.Run(db, reading, cancel) is { } row)
                return new FoundCode(row.Code, new(row.OfferId, row.Name, (await versions.Of(db, row.VersionId, row.ApprovedAt, cancel)).Terms), row.Holder);
        }
        return null;
    }

    /// <returns>Null where nobody says who the shopper is.</returns>
    internal async Task<bool?> IsHolder(FoundCode found, string? customer, CancellationToken cancel) =>
        customer is null ? null : (await keys.For(found.Code.OfferId, cancel)).OfAddress(customer).AsSpan().SequenceEqual(found.Holder.AddressHash);

    private sealed record Row(CodeAtCheckout Code, HolderOfFound Holder, string OfferId, string Name, int VersionId, DateTime ApprovedAt);
}
