using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.SqlServer;

internal sealed class ChangeParticipant : IChangeParticipant
{
    public async Task<Standing> CountProgress(PromoOffersDb db, long participantId, CancellationToken cancel)
    {
        var rows = await db.Database.SqlQuery<Row>(
            $"""
            UPDATE [Participants] SET [Progress] = [Progress] + 1
            OUTPUT inserted.[Progress], inserted.[Awards], inserted.[GoalMetAt], inserted.[Prize], inserted.[ErasedAt]
            WHERE [Id] = {participantId}
            """).ToListAsync(cancel);
        var row = rows.Single();
        return new(participantId, row.Progress, row.Awards, row.GoalMetAt, Enum.Parse<PrizeState>(row.Prize), row.ErasedAt is not null);
    }

    public async Task KeepEarned(PromoOffersDb db, Standing before, Standing after, CancellationToken cancel)
    {
        var kept = await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE [Participants] SET [GoalMetAt] = {after.GoalMetAt}, [Awards] = {after.Awards}, [Prize] = {after.Prize.ToString()}
            WHERE [Id] = {before.ParticipantId} AND [Awards] = {before.Awards} AND [Prize] = {before.Prize.ToString()}
            """, cancel);
        if (kept != 1) throw Changed();
    }

    public async Task<Confirmation?> Confirm(PromoOffersDb db, long participantId, DateTime now, CancellationToken cancel) =>
        (await db.Database.SqlQuery<Confirmation>(
            $"""
            UPDATE [Participants] SET [ConfirmedAt] = {now} OUTPUT inserted.[ReferredById] AS [ReferrerId]
            WHERE [Id] = {participantId} AND [ConfirmedAt] IS NULL
            """).ToListAsync(cancel)).SingleOrDefault();

    public async Task<int> CountSent(PromoOffersDb db, long participantId, CancellationToken cancel) =>
        (await db.Database.SqlQuery<int>(
            $"UPDATE [Participants] SET [CodesSent] = [CodesSent] + 1 OUTPUT inserted.[CodesSent] AS [Value] WHERE [Id] = {participantId}").ToListAsync(cancel)).Single();

    public async Task MovePrize(PromoOffersDb db, long participantId, PrizeState from, PrizeState to, CancellationToken cancel)
    {
        var moved = await db.Database.ExecuteSqlAsync(
            $"UPDATE [Participants] SET [Prize] = {to.ToString()} WHERE [Id] = {participantId} AND [Prize] = {from.ToString()}", cancel);
        if (moved != 1) throw Changed();
    }

    private static DbUpdateConcurrencyException Changed() => new("The prize of a participant is not what it was.");

    private sealed record Row(int Progress, int Awards, DateTime? GoalMetAt, string Prize, DateTime? ErasedAt);
}
