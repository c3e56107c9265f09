using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Messaging;

/// <summary>
/// Empties the outbox: takes a lease on the mails that are due, sends them one after the other, and notes what became of each.
/// After a crash a mail may go out twice, with the same Message-ID and the same code.
/// </summary>
public sealed partial class DeliverMails(
    IServiceScopeFactory scopes,
    IMailTransport transport,
    IWrites writes,
    LeaseDeliveries lease,
    RecordSent sent,
    RecordFailed failed,
    PublicLinks links,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<DeliverMails> log) : BackgroundService
{
    /// <summary>As many as surely fit into a lease, each with the patience for a slow mail server.</summary>
    private const int Batch = 10;

    private static readonly TimeSpan LeaseHolds = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Turn(stoppingToken) > 0)
                {
                    // People who wait for an answer come first: a mail can wait a moment.
                    if (writes.IsBusy) await Task.Delay(Courtesy, time, stoppingToken);
                    continue;
                }
                await transport.Rest();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken)
            {
                TurnBroken(log, broken);
            }
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends what is due now, up to one lease.</summary>
    /// <returns>How many were taken on.</returns>
    public async Task<int> Turn(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PromoOffersDb>();
        var now = time.GetUtcNow().UtcDateTime;
        if (!await db.Deliveries.AnyAsync(d => d.NextAttemptAt != null && d.NextAttemptAt <= now, cancel)) return 0;

        var leased = await lease.Run(Guid.NewGuid().ToString("n"), Batch, now, now + LeaseHolds, cancel);
        var compose = scope.ServiceProvider.GetRequiredService<ComposeMail>();
        var organization = await db.Organization.AsNoTracking().SingleAsync(cancel);
        // Commits are shared: the next mail leaves while the last one is noted.
        var noted = new List<Task>(leased.Count);
        foreach (var delivery in leased) noted.Add(await Send(delivery, compose, organization, cancel));
        await Task.WhenAll(noted);
        return leased.Count;
    }

    /// <returns>The noting of what became of it.</returns>
    private async Task<Task> Send(Delivery delivery, ComposeMail compose, Domain.Access.Organization organization, CancellationToken cancel)
    {
        Envelope? envelope = null;
        try
        {
            envelope = await compose.Run(delivery, cancel);
            var message = envelope.AsMessage(organization, options.Value.From, new Uri(links.Base).Host, time.GetUtcNow());
            var file = await transport.Send(message, cancel);
            return sent.Run(delivery.Id, file, Now, CancellationToken.None);
        }
        catch (MailRefused refused)
        {
            var answer = refused.Message.Replace(envelope!.To, "…", StringComparison.OrdinalIgnoreCase);
            Refused(log, delivery.Id, delivery.Attempts, refused.ForGood);
            return failed.Run(delivery.Id, delivery.Attempts, answer, refused.ForGood, Now, CancellationToken.None);
        }
        catch (Exception wrong) when (wrong is NotSendable or BadTemplate)
        {
            return failed.Run(delivery.Id, delivery.Attempts, wrong is BadTemplate ? MailErrors.BadTemplate : wrong.Message, forGood: true, Now, CancellationToken.None);
        }
        catch (Exception wrong) when (wrong is not OperationCanceledException)
        {
            // A mail that cannot be written must not hold up those behind it.
            NotComposed(log, delivery.Id, wrong);
            return failed.Run(delivery.Id, delivery.Attempts, MailErrors.NotWritten, forGood: false, Now, CancellationToken.None);
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} was not accepted at attempt {Attempt}; for good: {ForGood}.")]
    private static partial void Refused(ILogger log, long id, int attempt, bool forGood);

    [LoggerMessage(Level = LogLevel.Error, Message = "Delivery {Id} could not be written.")]
    private static partial void NotComposed(ILogger log, long id, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mails could not be sent; trying again.")]
    private static partial void TurnBroken(ILogger log, Exception exception);
}
