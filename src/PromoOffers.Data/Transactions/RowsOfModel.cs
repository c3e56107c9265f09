using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PromoOffers.Data.Transactions;

/// <summary>How the entities of one type stand in their table, as the model says: without what the database makes itself.</summary>
public sealed class RowsOfModel<T>
    where T : class
{
    private readonly IReadOnlyList<IProperty> properties;

    public RowsOfModel(PromoOffersDb db)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        Table = type.GetTableName()!;
        properties = [.. type.GetProperties().Where(p => !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd))];
        Columns = [.. properties.Select(p => p.GetColumnName())];
    }

    public string Table { get; }
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What each column holds.</summary>
    public IEnumerable<Type> Types => properties.Select(p => (p.FindTypeMapping()?.Converter?.ProviderClrType ?? p.ClrType) is var type ? Nullable.GetUnderlyingType(type) ?? type : type);

    /// <summary>The values of a row, as the database keeps them.</summary>
    public void Read(T row, object?[] values)
    {
        for (var i = 0; i < properties.Count; i++)
        {
            var value = properties[i].GetGetter().GetClrValue(row);
            values[i] = properties[i].FindTypeMapping()?.Converter is { } converter && value is not null ? converter.ConvertToProvider(value) : value;
        }
    }
}
