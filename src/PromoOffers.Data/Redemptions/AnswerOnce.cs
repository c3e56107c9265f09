using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>A request that is done once, however often it arrives.</summary>
/// <param name="Route">Such as <c>POST /redemptions</c>.</param>
/// <param name="Key">The Idempotency-Key, 1 to <see cref="AnsweredRequest.MaxKeyLength"/> characters.</param>
/// <param name="BodyHash">SHA-256 of what is asked for.</param>
public sealed record OnceRequest(int ApiKeyId, string Route, string Key, byte[] BodyHash);

/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON.</param>
public sealed record GivenAnswer(int Status, string Body);

public abstract record OnceOutcome
{
    private OnceOutcome() { }

    /// <param name="Replayed">It was given before, and nothing was done now.</param>
    public sealed record Answered(GivenAnswer Answer, bool Replayed) : OnceOutcome;

    /// <summary>The key was used for something else.</summary>
    public sealed record KeyReused : OnceOutcome;

    /// <summary>The same request is still being answered; nothing was done now.</summary>
    public sealed record InProgress : OnceOutcome;
}

/// <summary>
/// Writes key, effect and answer in one transaction. Almost every key is new, so nobody looks for it first: where it is not, the unique
/// key takes the effect back, and the operation runs again and finds the answer. So of two at once one stands, and the other waits for it a while.
/// </summary>
public sealed class AnswerOnce(IWrites writes, IAppendRow rows, TimeProvider time)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly CompiledQuery<int, string, string, AnsweredRequest?> OfKey = new((db, apiKeyId, route, key) =>
        db.AnsweredRequests.AsNoTracking().SingleOrDefault(a => a.ApiKeyId == apiKeyId && a.Route == route && a.Key == key));

    /// <param name="effect">What is done, in the database alone; every outcome of it has an answer that is kept.</param>
    internal async Task<OnceOutcome> Run<T>(
        OnceRequest request, Func<PromoOffersDb, CancellationToken, Task<T>> effect, Func<T, GivenAnswer> answer, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var isFirst = true;
            return await Twice.AtMost(() => writes.Run(
                (db, stop) => Answer(db, request, isNew: Interlocked.Exchange(ref isFirst, false), effect, answer, stop), either.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return new OnceOutcome.InProgress();
        }
    }

    private async Task<OnceOutcome> Answer<T>(
        PromoOffersDb db, OnceRequest request, bool isNew, Func<PromoOffersDb, CancellationToken, Task<T>> effect, Func<T, GivenAnswer> answer, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!isNew && await OfKey.Run(db, request.ApiKeyId, request.Route, request.Key, cancel) is { } before)
        {
            if (now - before.At < AnsweredRequest.KeptFor)
                return before.BodyHash.AsSpan().SequenceEqual(request.BodyHash)
                    ? new OnceOutcome.Answered(new GivenAnswer(before.Status, before.Body), Replayed: true)
                    : new OnceOutcome.KeyReused();
            await db.AnsweredRequests.Where(a => a.Id == before.Id).ExecuteDeleteAsync(cancel);
        }
        var given = answer(await effect(db, cancel));
        var kept = new AnsweredRequest(request.ApiKeyId, request.Route, request.Key, request.BodyHash, now) { Status = given.Status, Body = given.Body };
        await rows.Append(db, kept, cancel);
        return new OnceOutcome.Answered(given, Replayed: false);
    }
}
