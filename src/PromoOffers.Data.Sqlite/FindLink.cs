using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Sqlite;

internal sealed class FindLink : IFindLink
{
    private const string OfToken = """
        SELECT p."Id", p."ConfirmedAt", p."EmailHash", o."Id", o."State", o."ArchivedAt", o."ApprovedId", v."ApprovedAt"
        FROM "Participants" p JOIN "Offers" o ON o."Id" = p."OfferId" LEFT JOIN "OfferVersions" v ON v."Id" = o."ApprovedId"
        WHERE p."PrivateToken" = @p1 AND o."Slug" = @p0
        """;

    public Task<PrivateLink?> Find(PromoOffersDb db, string slug, string privateToken, CancellationToken cancel)
    {
        using var row = db.Lane().Query(OfToken, slug, privateToken);
        return Task.FromResult(!row.Read() ? null : new PrivateLink(
            row.Long(0), !row.IsNull(1), row.Bytes(2),
            new OfferStamp(row.Int(3), Enum.Parse<OfferState>(row.Text(4)), row.TimeOrNull(5), row.IsNull(6) ? null : row.Int(6), row.TimeOrNull(7))));
    }
}
