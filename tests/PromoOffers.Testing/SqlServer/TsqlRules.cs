using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PromoOffers.Testing.SqlServer;

/// <summary>
/// The house rules for T-SQL (DESIGN, section 6): what servers that speak SQL Server's protocol may not know, or know otherwise,
/// is not written.
/// </summary>
public sealed class TsqlRules : TSqlFragmentVisitor
{
    private readonly List<string> problems = [];
    private readonly HashSet<string> expressions = new(StringComparer.OrdinalIgnoreCase);

    private TsqlRules()
    {
    }

    /// <returns>Nothing where the statement keeps the rules.</returns>
    public static IReadOnlyList<string> Problems(string statement)
    {
        var rules = new TsqlRules();
        Tsql.Parse(statement).Accept(rules);
        return rules.problems;
    }

    public override void Visit(MergeStatement node) => problems.Add("MERGE is not used.");

    // A statement is visited before its own expressions.
    public override void Visit(StatementWithCtesAndXmlNamespaces node) =>
        expressions.UnionWith(node.WithCtesAndXmlNamespaces?.CommonTableExpressions.Select(expression => expression.ExpressionName.Value) ?? []);

    public override void Visit(UpdateSpecification node) => CheckTarget(node, node.FromClause);

    public override void Visit(DeleteSpecification node) => CheckTarget(node, node.FromClause);

    public override void Visit(InsertSpecification node) => CheckTarget(node, null);

    public override void Visit(BeginTransactionStatement node) => problems.Add("A transaction begins in code, with its isolation level.");

    public override void Visit(NamedTableReference node)
    {
        if (node.SchemaObject.BaseIdentifier.Value.StartsWith('#'))
            problems.Add("Temporary tables are not used.");
    }

    public override void Visit(OutputClause node) => problems.AddRange(OnlyInserted(node));

    public override void Visit(OutputIntoClause node) => problems.AddRange(OnlyInserted(node));

    private static IEnumerable<string> OnlyInserted(TSqlFragment node)
    {
        var columns = new ColumnsOfOutput();
        node.Accept(columns);
        return columns.Tables.Where(table => !table.Equals("inserted", StringComparison.OrdinalIgnoreCase))
            .Select(table => $"OUTPUT reads {table}; only inserted is read.");
    }

    private void CheckTarget(DataModificationSpecification change, FromClause? from)
    {
        if (change.Target is NamedTableReference target)
        {
            var name = target.SchemaObject.BaseIdentifier.Value;
            if (IsOfExpression(name, from))
                problems.Add($"{name} is a table expression; a table is updated, not an expression.");
            CheckHints(target);
        }
        foreach (var table in from?.TableReferences.SelectMany(Tables) ?? [])
            CheckHints(table);
    }

    private bool IsOfExpression(string name, FromClause? from) =>
        expressions.Contains(name)
        || (from?.TableReferences.SelectMany(Tables).Any(table =>
            table.Alias?.Value == name && expressions.Contains(table.SchemaObject.BaseIdentifier.Value)) ?? false)
        || (from?.TableReferences.OfType<QueryDerivedTable>().Any(query => query.Alias?.Value == name) ?? false);

    private void CheckHints(NamedTableReference table)
    {
        foreach (var hint in table.TableHints.Where(hint => hint.HintKind is TableHintKind.UpdLock or TableHintKind.ReadPast))
            problems.Add($"{hint.HintKind} stands outside a SELECT.");
    }

    /// <summary>The tables of a FROM, joins included, but not those of a SELECT inside it.</summary>
    private static IEnumerable<NamedTableReference> Tables(TableReference reference) => reference switch
    {
        NamedTableReference table => [table],
        QualifiedJoin join => Tables(join.FirstTableReference).Concat(Tables(join.SecondTableReference)),
        UnqualifiedJoin join => Tables(join.FirstTableReference).Concat(Tables(join.SecondTableReference)),
        JoinParenthesisTableReference inner => Tables(inner.Join),
        _ => [],
    };

    private sealed class ColumnsOfOutput : TSqlFragmentVisitor
    {
        public List<string> Tables { get; } = [];

        public override void Visit(ColumnReferenceExpression node)
        {
            if (node.MultiPartIdentifier is { Identifiers.Count: > 1 } name)
                Tables.Add(name.Identifiers[0].Value);
        }

        public override void Visit(SelectStarExpression node) => Tables.Add(node.Qualifier?.Identifiers[0].Value ?? "*");
    }
}
