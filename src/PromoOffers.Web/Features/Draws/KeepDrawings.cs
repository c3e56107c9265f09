using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;

namespace PromoOffers.Web.Features.Draws;

/// <summary>Freezes the drawings whose time has come, and goes on with what a lost server began to make final.</summary>
public sealed partial class KeepDrawings(CloseDrawings close, FinalizeDraw finalize, TimeProvider time, ILogger<KeepDrawings> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await close.Run(stoppingToken);
                await finalize.Resume(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CouldNotKeep(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The drawings could not be looked after; it is tried again.")]
    private partial void CouldNotKeep(Exception e);
}
