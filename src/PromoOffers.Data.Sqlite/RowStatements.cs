using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Update;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>The statements that put a row into the table of an entity and change one, by the model.</summary>
internal sealed class RowStatements
{
    private static readonly ConditionalWeakTable<IEntityType, RowStatements> Known = [];

    private readonly IReadOnlyList<IProperty> written;
    private readonly IReadOnlyList<IProperty> keys;
    private readonly IReadOnlyList<IProperty> references;
    private readonly IProperty? givenKey;
    private readonly bool isOrdinary;
    private readonly string table;
    private readonly string insert;

    private RowStatements(IEntityType type)
    {
        keys = type.FindPrimaryKey()?.Properties ?? [];
        givenKey = keys is [{ ValueGenerated: ValueGenerated.OnAdd } key] && (key.ClrType == typeof(int) || key.ClrType == typeof(long)) ? key : null;
        written = [.. type.GetProperties().Where(p => p != givenKey)];
        references = [.. type.GetForeignKeys().SelectMany(f => f.Properties).Distinct()];
        isOrdinary = IsOrdinary(type, written);
        Rank = RankOf(type, []);
        table = $"\"{type.GetTableName()}\"";
        insert = InsertInto(type.GetTableName()!, [.. written.Select(p => p.GetColumnName())]);
    }

    /// <summary>The values are @p0, @p1 and so on, in the order of the columns.</summary>
    public static string InsertInto(string table, IReadOnlyCollection<string> columns) =>
        $"""INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})""";

    /// <summary>Higher than that of every entity that this one refers to.</summary>
    public int Rank { get; }

    /// <summary>Null: rows of this entity are EF's to save.</summary>
    public static RowStatements? Of(IEntityType type) => Known.GetValue(type, t => new RowStatements(t)) is { isOrdinary: true } statements ? statements : null;

    /// <summary>Whether the row can be written before and after all others of its kind without regard to them.</summary>
    public bool CanSave(IUpdateEntry entry) => entry.EntityState switch
    {
        EntityState.Added => givenKey is null || entry.HasTemporaryValue(givenKey) || !entry.HasExplicitValue(givenKey),
        EntityState.Modified => references.All(r => !entry.HasTemporaryValue(r)),
        _ => false,
    } && references.All(r => !entry.HasTemporaryValue(r) || r.GetContainingForeignKeys().All(f => RankOf(f.PrincipalEntityType, []) < Rank));

    public void Insert(LaneConnection lane, IUpdateEntry entry)
    {
        var values = new object?[written.Count];
        for (var i = 0; i < values.Length; i++) values[i] = entry.GetCurrentProviderValue(written[i]);
        lane.Execute(insert, values);
        if (givenKey is not null)
            entry.SetStoreGeneratedValue(givenKey, Convert.ChangeType(raw.sqlite3_last_insert_rowid(lane.Handle), givenKey.ClrType, CultureInfo.InvariantCulture));
    }

    public void Update(LaneConnection lane, IUpdateEntry entry)
    {
        var values = new List<object?>();
        var set = new List<string>();
        foreach (var property in written)
        {
            if (!entry.IsModified(property)) continue;
            set.Add($"{Column(property)} = @p{values.Count}");
            values.Add(entry.GetCurrentProviderValue(property));
        }
        if (set.Count == 0) return;
        var which = new List<string>();
        foreach (var key in keys)
        {
            which.Add($"{Column(key)} = @p{values.Count}");
            values.Add(entry.GetCurrentProviderValue(key));
        }
        var sql = $"UPDATE {table} SET {string.Join(", ", set)} WHERE {string.Join(" AND ", which)}";
        if (lane.Execute(sql, [.. values]) != 1) throw new DbUpdateConcurrencyException("A row that was to be changed is not there any more.", [entry]);
    }

    /// <summary>One table of its own, whose columns all come from the entity as it is.</summary>
    private static bool IsOrdinary(IEntityType type, IReadOnlyList<IProperty> written) =>
        type.GetTableName() is not null && type.GetTableMappings().Count() == 1
        && type.BaseType is null && !type.GetDerivedTypes().Any() && !type.GetComplexProperties().Any()
        && !type.GetNavigations().Any(n => n.TargetEntityType.IsOwned()) && !type.IsOwned()
        && written.All(p => p is { IsConcurrencyToken: false, ValueGenerated: ValueGenerated.Never } && p.GetDefaultValueSql() is null && p.GetComputedColumnSql() is null);

    private static int RankOf(IEntityType type, HashSet<IEntityType> above)
    {
        if (!above.Add(type)) return 0;
        var rank = type.GetForeignKeys().Select(f => f.PrincipalEntityType).Where(p => p != type && !above.Contains(p))
            .Select(p => RankOf(p, above) + 1).DefaultIfEmpty().Max();
        above.Remove(type);
        return rank;
    }

    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";
}
