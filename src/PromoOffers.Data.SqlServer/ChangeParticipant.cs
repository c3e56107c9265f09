using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.SqlServer;

internal sealed class ChangeParticipant : IChangeParticipant
{
    public async Task<Progressed> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel) =>
        (await db.Database.SqlQuery<Progressed>(
            $"UPDATE [Participants] SET [Progress] = [Progress] + 1 OUTPUT inserted.[Progress], inserted.[Awards] WHERE [Id] = {participantId}").ToListAsync(cancel)).Single();

    public async Task<bool> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel) =>
        await db.Database.ExecuteSqlAsync($"UPDATE [Participants] SET [ConfirmedAt] = {now} WHERE [Id] = {participantId} AND [ConfirmedAt] IS NULL", cancel) == 1;

    public async Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel) =>
        (await db.Database.SqlQuery<int>(
            $"UPDATE [Participants] SET [CodesSent] = [CodesSent] + 1 OUTPUT inserted.[CodesSent] AS [Value] WHERE [Id] = {participantId}").ToListAsync(cancel)).Single();

    public async Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel)
    {
        var moved = await db.Database.ExecuteSqlAsync(
            $"UPDATE [Participants] SET [Prize] = {to.ToString()} WHERE [Id] = {participantId} AND [Prize] = {from.ToString()}", cancel);
        if (moved != 1) throw new DbUpdateConcurrencyException("The prize of a participant is not what it was.");
    }
}
