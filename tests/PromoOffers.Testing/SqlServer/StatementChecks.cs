using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PromoOffers.Testing.SqlServer;

/// <summary>
/// What Microsoft's model lets pass and a server would not: as many values as columns in an INSERT, functions that exist,
/// and a parameter of the kind of the column that it is written to or compared with.
/// </summary>
internal sealed class StatementChecks(SqlServerSchema schema, IReadOnlyCollection<SqlParameter> parameters) : TSqlFragmentVisitor
{
    // A name of one part can only be a function of the server's own. These are all we and EF use; Babelfish has each of them.
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "ABS", "AVG", "CEILING", "CHARINDEX", "CONCAT", "COUNT", "COUNT_BIG", "DATALENGTH", "DATEADD", "DATEDIFF", "DATEDIFF_BIG",
        "DATEPART", "DB_ID", "DB_NAME", "FLOOR", "GETUTCDATE", "HASHBYTES", "ISNULL", "JSON_VALUE", "LEN", "LOWER", "LTRIM", "MAX",
        "MIN", "NEWID", "OBJECT_ID", "POWER", "REPLACE", "ROUND", "ROW_NUMBER", "RTRIM", "SCHEMA_ID", "SCHEMA_NAME", "SCOPE_IDENTITY",
        "SERVERPROPERTY", "STRING_AGG", "SUBSTRING", "SUM", "SYSUTCDATETIME", "TRIM", "UPPER", "QUOTENAME",
    };

    private readonly Dictionary<string, string?> aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<TableReference> targets = [];
    private readonly List<Action> afterAliases = [];

    public List<string> Problems { get; } = [];

    public override void ExplicitVisit(TSqlScript node)
    {
        base.ExplicitVisit(node);
        foreach (var check in afterAliases)
            check();
    }

    // UPDATE [c] … FROM [Code] AS [c]: the target is an alias, not a table.
    public override void Visit(UpdateDeleteSpecificationBase node)
    {
        if (node.FromClause is not null)
            targets.Add(node.Target);
    }

    public override void Visit(NamedTableReference node)
    {
        if (targets.Contains(node))
            return;
        var table = node.SchemaObject.BaseIdentifier.Value;
        var alias = node.Alias?.Value ?? table;
        // One alias for two tables, in different parts of the text: nothing is said of its columns.
        aliases[alias] = aliases.TryGetValue(alias, out var other) && other != table ? null : table;
    }

    public override void Visit(FunctionCall node)
    {
        if (node.CallTarget is null && !Functions.Contains(node.FunctionName.Value))
            Problems.Add($"{node.FunctionName.Value} is not among the functions that are used.");
    }

    public override void Visit(InsertStatement node)
    {
        if (node.InsertSpecification is not { InsertSource: ValuesInsertSource source, Columns: { Count: > 0 } columns } insert)
            return;
        var table = (insert.Target as NamedTableReference)?.SchemaObject.BaseIdentifier.Value;
        foreach (var row in source.RowValues)
        {
            if (row.ColumnValues.Count != columns.Count)
            {
                Problems.Add($"{columns.Count} columns, but {row.ColumnValues.Count} values.");
                continue;
            }
            for (var i = 0; i < columns.Count; i++)
            {
                if (table is not null && row.ColumnValues[i] is VariableReference value)
                    Compare(table, columns[i].MultiPartIdentifier.Identifiers[^1].Value, value);
            }
        }
    }

    public override void Visit(AssignmentSetClause node)
    {
        if (node.Column is { } column && node.NewValue is VariableReference value)
            afterAliases.Add(() => Compare(column, value));
    }

    public override void Visit(BooleanComparisonExpression node)
    {
        if (node is { FirstExpression: ColumnReferenceExpression left, SecondExpression: VariableReference right })
            afterAliases.Add(() => Compare(left, right));
        if (node is { FirstExpression: VariableReference value, SecondExpression: ColumnReferenceExpression column })
            afterAliases.Add(() => Compare(column, value));
    }

    public override void Visit(InPredicate node)
    {
        if (node.Expression is ColumnReferenceExpression column)
            afterAliases.AddRange(node.Values.OfType<VariableReference>().Select<VariableReference, Action>(value => () => Compare(column, value)));
    }

    private void Compare(ColumnReferenceExpression column, VariableReference value)
    {
        if (column.MultiPartIdentifier?.Identifiers is not { Count: > 0 } parts)
            return;
        if (parts.Count > 1)
        {
            if (aliases.TryGetValue(parts[^2].Value, out var table) && table is not null)
                Compare(table, parts[^1].Value, value);
            return;
        }
        var tables = aliases.Values.OfType<string>().Distinct().ToList();
        if (tables.Count == 1)
            Compare(tables[0], parts[^1].Value, value);
    }

    private void Compare(string table, string column, VariableReference value)
    {
        var parameter = parameters.FirstOrDefault(candidate =>
            string.Equals(candidate.ParameterName.TrimStart('@'), value.Name.TrimStart('@'), StringComparison.OrdinalIgnoreCase));
        if (parameter is null || schema.ColumnsOf(table)?.GetValueOrDefault(column) is not SqlDataTypeReference type)
            return;
        var (wanted, given) = (Kind(type.SqlDataTypeOption.ToString()), Kind(parameter.SqlDbType.ToString()));
        if (wanted != given)
            Problems.Add($"{value.Name} is {parameter.SqlDbType}, but {table}.{column} is {type.SqlDataTypeOption}.");
    }

    private static string Kind(string type) => type.ToUpperInvariant() switch
    {
        "BIGINT" or "INT" or "SMALLINT" or "TINYINT" or "DECIMAL" or "NUMERIC" or "MONEY" or "FLOAT" or "REAL" => "number",
        "NVARCHAR" or "VARCHAR" or "NCHAR" or "CHAR" or "NTEXT" or "TEXT" => "text",
        "VARBINARY" or "BINARY" or "IMAGE" or "TIMESTAMP" or "ROWVERSION" => "bytes",
        "DATETIME2" or "DATETIME" or "SMALLDATETIME" or "DATE" or "DATETIMEOFFSET" => "time",
        var other => other,
    };
}
