using System.Linq.Expressions;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>A list in one order, read in pages from the row it stopped at: however deep the page, the index leads to it.</summary>
internal static class PageOf
{
    /// <param name="key">A column that an index has beside the offer and before the id.</param>
    /// <param name="from">The row beyond which the page begins; null: at the start.</param>
    public static IQueryable<Participant> Page<T>(
        this IQueryable<Participant> rows, Expression<Func<Participant, T>> key, bool descending, (T Value, long Id)? from)
    {
        if (from is { } edge) rows = rows.Where(Beyond(key, descending, edge.Value, edge.Id));
        return descending
            ? rows.OrderByDescending(key).ThenByDescending(p => p.Id)
            : rows.OrderBy(key).ThenBy(p => p.Id);
    }

    // key <= @value and (key < @value or id < @id): the first half is a range of the index, which (a or (b and c)) is not.
    private static Expression<Func<Participant, bool>> Beyond<T>(Expression<Func<Participant, T>> key, bool descending, T value, long id)
    {
        var row = key.Parameters[0];
        var edge = new Edge<T>(value, id);
        Expression at = Expression.Property(Expression.Constant(edge), nameof(Edge<>.Value));
        Expression atId = Expression.Property(Expression.Constant(edge), nameof(Edge<>.Id));
        var rowId = Expression.Property(row, nameof(Participant.Id));
        var within = Compare(descending ? ExpressionType.LessThanOrEqual : ExpressionType.GreaterThanOrEqual, key.Body, at);
        var strictly = descending ? ExpressionType.LessThan : ExpressionType.GreaterThan;
        var beyond = Expression.OrElse(Compare(strictly, key.Body, at), Expression.MakeBinary(strictly, rowId, atId));
        return Expression.Lambda<Func<Participant, bool>>(Expression.AndAlso(within, beyond), row);
    }

    private static BinaryExpression Compare(ExpressionType how, Expression left, Expression right) =>
        left.Type == typeof(string)
            ? Expression.MakeBinary(how, Expression.Call(typeof(string), nameof(string.Compare), null, left, right), Expression.Constant(0))
            : Expression.MakeBinary(how, left, right);

    private sealed record Edge<T>(T Value, long Id);
}
