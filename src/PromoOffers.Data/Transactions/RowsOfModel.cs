using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PromoOffers.Data.Transactions;

/// <summary>How the entities of one type stand in their table, as the model says: without what the database makes itself.</summary>
public sealed class RowsOfModel<T>
    where T : class
{
    private readonly IReadOnlyList<Column> columns;
    private readonly Action<T, long>? setKey;

    public RowsOfModel(IModel model)
    {
        var type = model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table.");
        Table = type.GetTableName()!;
        columns = [.. type.GetProperties().Where(p => !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd)).Select(p => new Column(p, p.FindTypeMapping()?.Converter))];
        if (type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd, PropertyInfo: { } key }] && key.PropertyType == typeof(long))
            setKey = key.GetSetMethod(nonPublic: true)?.CreateDelegate<Action<T, long>>();
        Columns = [.. columns.Select(c => c.Property.GetColumnName())];
    }

    public string Table { get; }
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What each column holds.</summary>
    public IEnumerable<Type> Types => columns.Select(c => (c.Converter?.ProviderClrType ?? c.Property.ClrType) is var type ? Nullable.GetUnderlyingType(type) ?? type : type);

    /// <summary>The values of a row, as the database keeps them.</summary>
    public void Read(T row, object?[] values)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var value = columns[i].Property.GetGetter().GetClrValue(row);
            values[i] = columns[i].Converter is { } converter && value is not null ? converter.ConvertToProvider(value) : value;
        }
    }

    /// <summary>Gives a row the key that the database has made.</summary>
    public void SetKey(T row, long key) => (setKey ?? throw new InvalidOperationException($"The database makes no key for {typeof(T).Name}."))(row, key);

    private sealed record Column(IProperty Property, ValueConverter? Converter);
}
