using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Offers;

namespace PromoOffers.Web.Features.Offers;

/// <summary>Counts the codes of every offer once an hour. What does not balance is an error in the log, where operators have their alerts.</summary>
public sealed partial class LedgerCheck(IServiceScopeFactory scopes, TimeProvider time, ILogger<LedgerCheck> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CouldNotCheck(e);
            }
        }
    }

    /// <returns>How many offers do not balance.</returns>
    internal async Task<int> Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ledgers = scope.ServiceProvider.GetRequiredService<ReadLedger>();
        var offers = await scope.ServiceProvider.GetRequiredService<PromoOffersDb>().Offers.Select(o => o.Id).ToListAsync(cancel);
        var wrong = 0;
        foreach (var offer in offers)
        {
            var ledger = await ledgers.Run(offer, cancel);
            if (ledger.Balances) continue;
            wrong++;
            DoesNotBalance(offer, ledger.Uploaded, ledger.Counted);
        }
        return wrong;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The codes of offer {OfferId} do not add up: its files recorded {Uploaded}, the table holds {Counted}.")]
    private partial void DoesNotBalance(int offerId, long uploaded, long counted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledgers could not be checked.")]
    private partial void CouldNotCheck(Exception e);
}
