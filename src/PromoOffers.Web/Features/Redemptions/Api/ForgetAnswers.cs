using PromoOffers.Data.Redemptions;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>Forgets kept answers once nobody can ask for them again.</summary>
internal sealed partial class ForgetAnswers(CleanAnsweredRequests clean, TimeProvider time, ILogger<ForgetAnswers> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Forget(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task Forget(CancellationToken cancel)
    {
        try
        {
            while (await clean.Run(cancel) == CleanAnsweredRequests.AtOnce) { }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            NotForgotten(problem);
        }
    }

    [LoggerMessage(LogLevel.Error, "Kept answers could not be forgotten; it is tried again.")]
    private partial void NotForgotten(Exception problem);
}
