using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.SqlServer;

internal sealed class FindLink : IFindLink
{
    public async Task<PrivateLink?> Find(PromoOffersDb db, string slug, string privateToken, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            SELECT p.[Id] AS [ParticipantId], p.[ConfirmedAt], p.[EmailHash], o.[Id] AS [OfferId], o.[State], o.[ArchivedAt], o.[ApprovedId], v.[ApprovedAt]
            FROM [Participants] p JOIN [Offers] o ON o.[Id] = p.[OfferId] LEFT JOIN [OfferVersions] v ON v.[Id] = o.[ApprovedId]
            WHERE p.[PrivateToken] = {privateToken} AND o.[Slug] = {slug}
            """).ToListAsync(cancel);
        return rows is not [var row] ? null : new PrivateLink(
            row.ParticipantId, row.ConfirmedAt is not null, row.EmailHash,
            new OfferStamp(row.OfferId, Enum.Parse<OfferState>(row.State), row.ArchivedAt, row.ApprovedId, row.ApprovedAt));
    }

    private sealed record Row(
        long ParticipantId, DateTime? ConfirmedAt, byte[] EmailHash, int OfferId, string State, DateTime? ArchivedAt, int? ApprovedId, DateTime? ApprovedAt);
}
