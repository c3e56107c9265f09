using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>Looks every few minutes which offers run out of codes, and mails it once to everybody who may upload more.</summary>
public sealed partial class StockCheck(IServiceScopeFactory scopes, AlertLowStock alert, TimeProvider time, ILogger<StockCheck> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                NotChecked(problem);
            }
        }
    }

    /// <returns>How many offers were told of.</returns>
    internal async Task<int> Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow().UtcDateTime;
        var told = 0;
        foreach (var low in await scope.ServiceProvider.GetRequiredService<ReadLowStock>().Run(now, cancel))
        {
            var mails = scope.ServiceProvider.GetRequiredService<StaffMails>();
            var written = new List<string>();
            foreach (var person in await Uploaders(scope.ServiceProvider.GetRequiredService<PromoOffersDb>(), cancel))
                written.Add(await mails.LowStock(person, low, DateOnly.FromDateTime(now), cancel));
            if (!await alert.Run(low, written, now, cancel)) continue;
            Told(low.OfferId, low.Forecast.Free, written.Count);
            told++;
        }
        return told;
    }

    /// <summary>Those who can do something about it.</summary>
    private static async Task<List<StaffUser>> Uploaders(PromoOffersDb db, CancellationToken cancel)
    {
        var roles = (await db.Roles.AsNoTracking().ToListAsync(cancel)).Where(r => r.Permissions.Contains(Permission.UploadCodes)).Select(r => r.Id).ToList();
        return await (
            from user in db.Users.AsNoTracking()
            join held in db.UserRoles on user.Id equals held.UserId
            where roles.Contains(held.RoleId) && user.DeactivatedAt == null && user.PasswordHash != null
            orderby user.Id
            select user).ToListAsync(cancel);
    }

    [LoggerMessage(LogLevel.Warning, "Offer {OfferId} has {Free} codes left; {People} people are mailed.")]
    private partial void Told(int offerId, long free, int people);

    [LoggerMessage(LogLevel.Warning, "The stock of codes could not be checked.")]
    private partial void NotChecked(Exception problem);
}
