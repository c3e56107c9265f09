using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Features.Participants;

/// <summary>Tells <see cref="KeepErased"/> that somebody was erased.</summary>
public sealed class ErasureBell
{
    private readonly Channel<bool> rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => rung.Writer.TryWrite(true);

    /// <returns>Whether it was rung before <paramref name="atMost"/> was over.</returns>
    public async Task<bool> Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancel)
    {
        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancel);
        try
        {
            return await rung.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>
/// After an erasure deletes what lies outside the tables: the mails in the folder, and what the database's files still hold. It looks
/// again for as long as a mail may be under way that was written before.
/// </summary>
public sealed partial class KeepErased(
    ErasureBell bell, ForgetMailFiles mails, IForgetDeleted deleted, IDbContextFactory<PromoOffersDb> reading,
    IOptions<MailOptions> options, IHostEnvironment environment, TimeProvider time, ILogger<KeepErased> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Longer than a lease of a mail.</summary>
    private static readonly TimeSpan MailsMayBeUnderWay = TimeSpan.FromMinutes(6);

    private static readonly TimeSpan LatelyErased = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wanted, until) = (true, DateTimeOffset.MinValue);
        var first = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (first) wanted = await SomebodyWasErased(stoppingToken);
                first = false;
                if (wanted || time.GetUtcNow() < until) wanted = !await Once(wanted, stoppingToken);
                if (await bell.Wait(Pause, time, stoppingToken)) (wanted, until) = (true, time.GetUtcNow() + MailsMayBeUnderWay);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                CouldNotForget(e);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether nothing is left to do.</returns>
    private async Task<bool> Once(bool databaseToo, CancellationToken cancel)
    {
        var files = await mails.Run(file => File.Delete(Path.Combine(environment.ContentRootPath, options.Value.Folder, Path.GetFileName(file))), cancel);
        return !databaseToo && files == 0 || await deleted.Forget(cancel);
    }

    /// <summary>A server that died may have left its part undone.</summary>
    private async Task<bool> SomebodyWasErased(CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow().UtcDateTime - LatelyErased;
        return await db.Participants.AnyAsync(p => p.ErasedAt != null && p.ErasedAt > since, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was erased could not be removed from files; it is tried again.")]
    private partial void CouldNotForget(Exception e);
}
