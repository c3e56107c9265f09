using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PromoOffers.Data;

/// <summary>
/// A query of a busy operation, translated once for each model: EF finds any other by walking its whole expression each time.
/// </summary>
internal sealed class CompiledQuery<TFirst, TResult>(Expression<Func<PromoOffersDb, TFirst, TResult>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<PromoOffersDb, TFirst, CancellationToken, Task<TResult>>> translated = [];

    public Task<TResult> Run(PromoOffersDb db, TFirst first, CancellationToken cancel) => translated.GetValue(db.Model, Translate)(db, first, cancel);

    private Func<PromoOffersDb, TFirst, CancellationToken, Task<TResult>> Translate(IModel model) =>
        EF.CompileAsyncQuery(Cancellable.With<Func<PromoOffersDb, TFirst, CancellationToken, TResult>>(query));
}

/// <inheritdoc cref="CompiledQuery{TFirst, TResult}"/>
internal sealed class CompiledQuery<TFirst, TSecond, TThird, TResult>(Expression<Func<PromoOffersDb, TFirst, TSecond, TThird, TResult>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<PromoOffersDb, TFirst, TSecond, TThird, CancellationToken, Task<TResult>>> translated = [];

    public Task<TResult> Run(PromoOffersDb db, TFirst first, TSecond second, TThird third, CancellationToken cancel) =>
        translated.GetValue(db.Model, Translate)(db, first, second, third, cancel);

    private Func<PromoOffersDb, TFirst, TSecond, TThird, CancellationToken, Task<TResult>> Translate(IModel model) =>
        EF.CompileAsyncQuery(Cancellable.With<Func<PromoOffersDb, TFirst, TSecond, TThird, CancellationToken, TResult>>(query));
}

internal static class Cancellable
{
    /// <summary>The same query with the token as one more parameter, which EF takes for its own.</summary>
    public static Expression<T> With<T>(LambdaExpression query) =>
        Expression.Lambda<T>(query.Body, [.. query.Parameters, Expression.Parameter(typeof(CancellationToken), "cancel")]);
}
