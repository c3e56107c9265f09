using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Messaging;

/// <summary>
/// Empties the outbox of webhooks. Each endpoint has a turn of its own, so that one which answers slowly, or not at all, holds up
/// nobody else. After a crash a message may go out twice, under the same id.
/// </summary>
public sealed partial class DeliverWebhooks(
    IDbContextFactory<PromoOffersDb> reading,
    WebhookClient client,
    LeaseWebhooks lease,
    RecordWebhookSent sent,
    RecordWebhookFailed failed,
    CleanWebhooks clean,
    TimeProvider time,
    ILogger<DeliverWebhooks> log) : BackgroundService
{
    private const int Batch = 40;
    private const int AtOnce = 8;

    /// <summary>Longer than a whole batch can take.</summary>
    private static readonly TimeSpan LeaseHolds = WebhookClient.Patience * (Batch / AtOnce) + TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(1);

    private readonly Dictionary<int, Task> busy = [];
    private DateTime cleanAt;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var endpoint in await Due(stoppingToken))
                    if (!busy.TryGetValue(endpoint, out var turn) || turn.IsCompleted) busy[endpoint] = Empty(endpoint, stoppingToken);
                await Clean(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception broken)
            {
                TurnBroken(log, broken);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The endpoints that wait for something.</summary>
    public async Task<List<int>> Due(CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        return await LeaseWebhooks.Due(db.WebhookDeliveries, Now).Select(d => d.EndpointId).Distinct().ToListAsync(cancel);
    }

    /// <summary>Sends an endpoint what is due now, up to one lease.</summary>
    /// <returns>How many were taken on.</returns>
    public async Task<int> Turn(int endpointId, CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == endpointId && e.DisabledAt == null, cancel);
        if (endpoint is null) return 0;
        var owner = Guid.NewGuid().ToString("n");
        var leased = await lease.Run(endpointId, owner, Batch, Now, Now + LeaseHolds, cancel);
        await Parallel.ForEachAsync(
            leased, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (d, stop) => await Send(endpoint, d, owner, stop));
        return leased.Count;
    }

    private async Task Empty(int endpointId, CancellationToken cancel)
    {
        try
        {
            while (await Turn(endpointId, cancel) == Batch) { }
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            TurnBroken(log, broken);
        }
    }

    private async Task Send(WebhookEndpoint endpoint, WebhookDelivery delivery, string owner, CancellationToken cancel)
    {
        var answer = await Answer(endpoint, delivery, cancel);
        switch (answer)
        {
            case WebhookAnswer.Taken taken:
                await sent.Run(delivery.Id, taken.Status, Now, CancellationToken.None);
                break;
            case WebhookAnswer.Refused refused:
                NotTaken(log, delivery.Id, delivery.Attempts, refused.Refusal.Status);
                await failed.Run(delivery.Id, owner, refused.Refusal, Now, CancellationToken.None);
                break;
            default:
                throw new InvalidOperationException($"There is nothing to note of {answer}.");
        }
    }

    private async Task<WebhookAnswer> Answer(WebhookEndpoint endpoint, WebhookDelivery delivery, CancellationToken cancel)
    {
        try
        {
            return await client.Send(endpoint, delivery, cancel);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // A message that cannot be sent must not hold up those behind it.
            NotSent(log, delivery.Id, wrong);
            return new WebhookAnswer.Refused(new WebhookRefusal(null, wrong.GetType().Name));
        }
    }

    private async Task Clean(CancellationToken cancel)
    {
        if (Now < cleanAt) return;
        while (await clean.Run(Now, cancel) > 0) { }
        cleanAt = Now + CleanEvery;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Webhook message {Id} was not taken at attempt {Attempt}; status {Status}.")]
    private static partial void NotTaken(ILogger log, long id, int attempt, int? status);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhook message {Id} could not be sent.")]
    private static partial void NotSent(ILogger log, long id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks could not be sent; trying again.")]
    private static partial void TurnBroken(ILogger log, Exception exception);
}
