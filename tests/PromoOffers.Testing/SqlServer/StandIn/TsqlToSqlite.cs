using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// Says a T-SQL batch in SQLite's words, so that the stand-in can answer it from real rows. Only what this application writes is
/// known here; anything else throws, and is either taught here or not written.
/// The text is changed in place, token by token, so what is not named below stays as it was.
/// </summary>
internal sealed class TsqlToSqlite : TSqlFragmentVisitor
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["LEN"] = "length",
        ["DATALENGTH"] = "octet_length",
        ["ISNULL"] = "ifnull",
        ["COUNT_BIG"] = "count",
        ["SCOPE_IDENTITY"] = "last_insert_rowid",
        ["STRING_AGG"] = "group_concat",
        ["CEILING"] = "ceil",
    };

    private readonly string[] words;
    private readonly List<TSqlParserToken> tokens;

    private TsqlToSqlite(TSqlScript script)
    {
        tokens = [.. script.ScriptTokenStream];
        words = [.. tokens.Select(token => token.Text ?? "")];
    }

    /// <returns>The statements for SQLite, one after the other; empty where nothing is left to do.</returns>
    /// <exception cref="NotSupportedException">The batch uses what is not translated.</exception>
    public static string Translate(string batch)
    {
        var script = Tsql.Parse(batch);
        var translation = new TsqlToSqlite(script);
        script.Accept(translation);
        return string.Join("\n", script.Batches.SelectMany(part => part.Statements)
            .Select(translation.Text).Select(text => text.Trim().TrimEnd(';').Trim()).Where(text => text.Length > 0).Select(text => text + ";"));
    }

    public override void ExplicitVisit(PredicateSetStatement node) => Remove(node);

    public override void ExplicitVisit(SaveTransactionStatement node) => Replace(node, $"SAVEPOINT {node.Name.Identifier.Value}");

    public override void ExplicitVisit(RollbackTransactionStatement node) => Replace(node, $"ROLLBACK TO {node.Name.Identifier.Value}");

    // sp_getapplock and its like guard between servers; the stand-in is alone.
    public override void ExplicitVisit(ExecuteStatement node) => Remove(node);

    public override void ExplicitVisit(IfStatement node) => throw Unknown(node);

    public override void ExplicitVisit(WhileStatement node) => throw Unknown(node);

    public override void ExplicitVisit(DeclareVariableStatement node) => throw Unknown(node);

    public override void ExplicitVisit(DeclareTableVariableStatement node) => throw Unknown(node);

    public override void ExplicitVisit(MergeStatement node) => throw Unknown(node);

    public override void ExplicitVisit(UnqualifiedJoin node)
    {
        if (node.UnqualifiedJoinType != UnqualifiedJoinType.CrossJoin)
            throw Unknown(node);
        base.ExplicitVisit(node);
    }

    public override void ExplicitVisit(QuerySpecification node)
    {
        base.ExplicitVisit(node);
        if (node.TopRowFilter is { } top)
        {
            Append(node, $" LIMIT {Inner(top.Expression)}");
            Remove(top);
        }
        if (node.OffsetClause is { } page)
            Replace(page, Limit(page));
    }

    public override void ExplicitVisit(BinaryQueryExpression node)
    {
        base.ExplicitVisit(node);
        if (node.OffsetClause is { } page)
            Replace(page, Limit(page));
    }

    public override void ExplicitVisit(NamedTableReference node)
    {
        base.ExplicitVisit(node);
        if (node.TableHints.Count > 0)
            Remove((node.Alias ?? (TSqlFragment)node.SchemaObject).LastTokenIndex + 1, node.LastTokenIndex);
    }

    public override void ExplicitVisit(SchemaObjectName node)
    {
        base.ExplicitVisit(node);
        if (node.SchemaIdentifier is not null)
            Replace(node, $"[{node.BaseIdentifier.Value}]");
    }

    public override void ExplicitVisit(OpenJsonTableReference node) =>
        Replace(node, $"json_each({Text(node.Variable)}){(node.Alias is null ? "" : $" AS [{node.Alias.Value}]")}");

    public override void ExplicitVisit(StringLiteral node)
    {
        if (node.IsNational)
            Replace(node, Text(node)[1..]);
    }

    public override void ExplicitVisit(BinaryLiteral node) => Replace(node, $"x'{Text(node)[2..]}'");

    public override void ExplicitVisit(GlobalVariableExpression node) =>
        Replace(node, node.Name.Equals("@@ROWCOUNT", StringComparison.OrdinalIgnoreCase) ? "changes()" : throw Unknown(node));

    public override void ExplicitVisit(CastCall node)
    {
        base.ExplicitVisit(node);
        Replace(node, Cast(Text(node.Parameter), node.DataType));
    }

    public override void ExplicitVisit(ConvertCall node)
    {
        base.ExplicitVisit(node);
        Replace(node, Cast(Text(node.Parameter), node.DataType));
    }

    public override void ExplicitVisit(LeftFunctionCall node)
    {
        base.ExplicitVisit(node);
        Replace(node, $"substr({Text(node.Parameters[0])}, 1, {Text(node.Parameters[1])})");
    }

    public override void ExplicitVisit(FunctionCall node)
    {
        base.ExplicitVisit(node);
        var name = node.FunctionName.Value.ToUpperInvariant();
        var given = node.Parameters.Select(Text).ToList();
        switch (name)
        {
            case "CHARINDEX":
                Replace(node, $"instr({given[1]}, {given[0]})");
                break;
            case "SYSUTCDATETIME" or "GETUTCDATE":
                Replace(node, "strftime('%Y-%m-%d %H:%M:%f', 'now')");
                break;
            case "DATEADD":
                Replace(node, $"strftime('%Y-%m-%d %H:%M:%f', {given[2]}, ({given[1]}) || ' {given[0]}s')");
                break;
            case "DATEDIFF" or "DATEDIFF_BIG" or "DATEPART":
                throw Unknown(node);
            default:
                if (Functions.TryGetValue(name, out var other))
                    Replace(node.FunctionName, other);
                break;
        }
    }

    public override void ExplicitVisit(UnaryExpression node)
    {
        base.ExplicitVisit(node);
        if (node.UnaryExpressionType == UnaryExpressionType.BitwiseNot)
            Replace(node, $"(1 - {Text(node.Expression)})"); // EF negates bits alone.
    }

    public override void ExplicitVisit(BinaryExpression node)
    {
        var text = node.BinaryExpressionType == BinaryExpressionType.Add && (IsText(node.FirstExpression) || IsText(node.SecondExpression));
        base.ExplicitVisit(node);
        if (text)
            Replace(node, $"{Text(node.FirstExpression)} || {Text(node.SecondExpression)}");
        if (node.BinaryExpressionType == BinaryExpressionType.BitwiseXor)
            Replace(node, $"(({Text(node.FirstExpression)}) <> ({Text(node.SecondExpression)}))");
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        base.ExplicitVisit(node);
        if (node.Collation is not null)
            Replace(node, Text(node.MultiPartIdentifier) + (node.Collation.Value.Contains("BIN", StringComparison.Ordinal) ? " COLLATE BINARY" : " COLLATE NOCASE"));
    }

    public override void ExplicitVisit(InsertSpecification node)
    {
        base.ExplicitVisit(node);
        Return(node, node.OutputClause);
    }

    public override void ExplicitVisit(UpdateSpecification node)
    {
        base.ExplicitVisit(node);
        var target = (NamedTableReference)node.Target;
        foreach (var set in node.SetClauses.OfType<AssignmentSetClause>())
            Replace(set.Column, $"[{set.Column.MultiPartIdentifier.Identifiers[^1].Value}]");
        var sets = string.Join(", ", node.SetClauses.Select(Text));
        var returning = Returning(node.OutputClause);
        if (node.FromClause is null)
        {
            var (table, where) = Limited(Text(target), node.TopRowFilter, node.WhereClause);
            Replace(node, $"UPDATE {table} SET {sets}{where}{returning}");
            return;
        }
        var (own, others, joined) = Split(node.FromClause, target);
        var condition = string.Join(" AND ", joined.Append(Condition(node.WhereClause)).OfType<string>());
        Replace(node, $"UPDATE {own} SET {sets}{(others.Length == 0 ? "" : $" FROM {others}")}{(condition.Length == 0 ? "" : $" WHERE {condition}")}{returning}");
    }

    public override void ExplicitVisit(DeleteSpecification node)
    {
        base.ExplicitVisit(node);
        var target = (NamedTableReference)node.Target;
        var own = Text(target);
        if (node.FromClause is not null)
        {
            (own, var others, _) = Split(node.FromClause, target);
            if (others.Length > 0)
                throw Unknown(node);
        }
        var (table, where) = Limited(own, node.TopRowFilter, node.WhereClause);
        Replace(node, $"DELETE FROM {table}{where}{Returning(node.OutputClause)}");
    }

    /// <summary>TOP in a change: SQLite limits a SELECT only.</summary>
    private (string Table, string Where) Limited(string table, TopRowFilter? top, WhereClause? where)
    {
        var condition = where is null ? "" : $" WHERE {Condition(where)}";
        return top is null
            ? (table, condition)
            : (table, $" WHERE rowid IN (SELECT rowid FROM {table}{condition} LIMIT {Inner(top.Expression)})");
    }

    private (string Own, string Others, List<string> Conditions) Split(FromClause from, NamedTableReference target)
    {
        var name = target.SchemaObject.BaseIdentifier.Value;
        string? own = null;
        List<string> others = [], conditions = [];
        foreach (var reference in from.TableReferences)
            Take(reference);
        return (own ?? throw Unknown(from), string.Join(", ", others), conditions);

        void Take(TableReference reference)
        {
            switch (reference)
            {
                case QualifiedJoin { QualifiedJoinType: QualifiedJoinType.Inner } join:
                    Take(join.FirstTableReference);
                    Take(join.SecondTableReference);
                    conditions.Add($"({Text(join.SearchCondition)})");
                    break;
                case NamedTableReference table when own is null && (table.Alias ?? table.SchemaObject.BaseIdentifier).Value == name:
                    own = Text(table);
                    break;
                case NamedTableReference or QueryDerivedTable:
                    others.Add(Text(reference));
                    break;
                default:
                    throw Unknown(reference);
            }
        }
    }

    private string? Condition(WhereClause? where) => where is null ? null : $"({Text(where.SearchCondition)})";

    private void Return(DataModificationSpecification node, OutputClause? output)
    {
        if (output is null)
            return;
        Append(node, Returning(output));
        Remove(output);
    }

    private string Returning(OutputClause? output) =>
        output is null ? "" : " RETURNING " + string.Join(", ", output.SelectColumns.Select(Returned));

    /// <summary>RETURNING names the columns without the table, and keeps the name that they are given.</summary>
    private string Returned(SelectElement column) => column is SelectScalarExpression
    {
        Expression: ColumnReferenceExpression { MultiPartIdentifier.Identifiers: { Count: > 1 } name },
    } scalar
        ? $"[{name[^1].Value}]{(scalar.ColumnName is null ? "" : $" AS {Text(scalar.ColumnName)}")}"
        : Text(column);

    private string Limit(OffsetClause page) =>
        $"LIMIT {(page.FetchExpression is null ? "-1" : Text(page.FetchExpression))} OFFSET {Text(page.OffsetExpression)}";

    private string Inner(ScalarExpression expression) =>
        expression is ParenthesisExpression parenthesis ? Text(parenthesis.Expression) : Text(expression);

    private static string Cast(string value, DataTypeReference type) => ((SqlDataTypeReference)type).SqlDataTypeOption switch
    {
        SqlDataTypeOption.Bit or SqlDataTypeOption.Int or SqlDataTypeOption.BigInt or SqlDataTypeOption.SmallInt or SqlDataTypeOption.TinyInt =>
            $"CAST({value} AS INTEGER)",
        SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar or SqlDataTypeOption.NChar or SqlDataTypeOption.Char => $"CAST({value} AS TEXT)",
        SqlDataTypeOption.Float or SqlDataTypeOption.Real => $"CAST({value} AS REAL)",
        SqlDataTypeOption.VarBinary or SqlDataTypeOption.Binary => $"CAST({value} AS BLOB)",
        SqlDataTypeOption.Date => $"date({value})",
        _ => value,
    };

    private static bool IsText(ScalarExpression expression) => expression switch
    {
        StringLiteral => true,
        ParenthesisExpression inner => IsText(inner.Expression),
        BinaryExpression { BinaryExpressionType: BinaryExpressionType.Add } sum => IsText(sum.FirstExpression) || IsText(sum.SecondExpression),
        CastCall { DataType: SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar } } => true,
        ConvertCall { DataType: SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar } } => true,
        _ => false,
    };

    private string Text(TSqlFragment fragment) =>
        string.Concat(words[fragment.FirstTokenIndex..(fragment.LastTokenIndex + 1)]);

    private void Replace(TSqlFragment fragment, string text)
    {
        Remove(fragment);
        words[fragment.FirstTokenIndex] = text;
    }

    private void Append(TSqlFragment fragment, string text) => words[fragment.LastTokenIndex] += text;

    private void Remove(TSqlFragment fragment) => Remove(fragment.FirstTokenIndex, fragment.LastTokenIndex);

    private void Remove(int first, int last) => Array.Fill(words, "", first, last - first + 1);

    private static NotSupportedException Unknown(TSqlFragment fragment) =>
        new($"The stand-in has no word for {fragment.GetType().Name}: {Tsql.Text(fragment)}");
}
