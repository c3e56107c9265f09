using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PromoOffers.Testing.SqlServer;

/// <summary>
/// The tables that a sequence of migration statements leaves behind. TSqlModel wants each object declared once, in its last form;
/// a migration speaks in ALTERs. So the statements are applied here to the parsed declarations, as a server would apply them to its
/// tables, and what does not change a table is validated against the tables as they are at that moment.
/// </summary>
public sealed class SqlServerSchema
{
    private readonly Dictionary<string, CreateTableStatement> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Table, string Index), CreateIndexStatement> indexes = [];
    private readonly List<string> problems = [];

    /// <summary>What was wrong with the statements applied so far.</summary>
    public IReadOnlyList<string> Problems => problems;

    public IEnumerable<string> Tables => tables.Keys;

    /// <summary>The columns of a table with their declared types; null where there is no such table.</summary>
    public IReadOnlyDictionary<string, DataTypeReference>? ColumnsOf(string table) =>
        tables.TryGetValue(table, out var statement)
            ? statement.Definition.ColumnDefinitions.Where(column => column.DataType is not null).ToDictionary(
                column => column.ColumnIdentifier.Value, column => column.DataType, StringComparer.OrdinalIgnoreCase)
            : null;

    /// <summary>Applies a migration, batch by batch, and lets Microsoft's model look at the tables that it leaves.</summary>
    /// <param name="batches">Its batches; GO has been split off.</param>
    public void Apply(params IEnumerable<string> batches)
    {
        foreach (var batch in batches) Apply(batch);
        CheckDeclarations();
    }

    private void Apply(string batch)
    {
        var (script, complaints) = Tsql.TryParse(batch);
        if (script is null)
        {
            problems.AddRange(complaints.Select(complaint => $"{complaint}\n{batch}"));
            return;
        }
        var others = script.Batches.SelectMany(part => part.Statements).Where(statement => !TryApply(statement)).ToList();
        if (others.Count == 0) return;
        using var validator = new StatementValidator(this);
        problems.AddRange(validator.Problems(string.Join("\n", others.Select(statement => Tsql.Text(statement).TrimEnd(';') + ";")), [])
            .Select(problem => $"{problem}\n{batch}"));
    }

    /// <summary>Microsoft's model of these tables: unresolved names in keys, indexes and checks are among its messages.</summary>
    public TSqlModel ToModel()
    {
        var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        try
        {
            foreach (var statement in tables.Values.Cast<TSqlStatement>().Concat(indexes.Values))
                model.AddObjects(Tsql.Write(statement));
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private void CheckDeclarations()
    {
        try
        {
            using var model = ToModel();
            problems.AddRange(model.Validate().Select(message => message.Message));
        }
        catch (DacModelException refused)
        {
            problems.Add(refused.Message);
        }
    }

    private bool TryApply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                if (!tables.TryAdd(Name(create.SchemaObjectName), create))
                    problems.Add($"The table {Name(create.SchemaObjectName)} is there already.");
                return true;
            case DropTableStatement drop:
                foreach (var name in drop.Objects.Select(Name))
                    DropTable(name);
                return true;
            case CreateIndexStatement create:
                if (!indexes.TryAdd((Name(create.OnName), create.Name.Value), create))
                    problems.Add($"The index {create.Name.Value} is there already.");
                return true;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                {
                    if (!indexes.Remove((Name(clause.Object), clause.Index.Value)))
                        problems.Add($"There is no index {clause.Index.Value} to drop.");
                }
                return true;
            case AlterTableAddTableElementStatement add:
                Alter(add.SchemaObjectName, definition => Add(definition, add.Definition));
                return true;
            case AlterTableDropTableElementStatement drop:
                Alter(drop.SchemaObjectName, definition => Drop(definition, drop));
                return true;
            case AlterTableAlterColumnStatement alter:
                Alter(alter.SchemaObjectName, definition => Change(definition, alter));
                return true;
            // IF OBJECT_ID(…) IS NULL BEGIN CREATE TABLE … END: here the table is never there before.
            case IfStatement { ThenStatement: BeginEndBlockStatement block }
                when block.StatementList.Statements.All(inner => inner is CreateTableStatement or CreateIndexStatement):
                return block.StatementList.Statements.All(TryApply);
            case ExecuteStatement { ExecuteSpecification.ExecutableEntity: ExecutableProcedureReference called }
                when called.ProcedureReference.ProcedureReference?.Name is { } procedure && Name(procedure) == "sp_rename":
                Rename([.. called.Parameters.Select(parameter => ((StringLiteral)parameter.ParameterValue).Value)]);
                return true;
            default:
                return false;
        }
    }

    private void DropTable(string name)
    {
        if (!tables.Remove(name))
            problems.Add($"There is no table {name} to drop.");
        foreach (var key in indexes.Keys.Where(key => key.Table.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList())
            indexes.Remove(key);
    }

    private void Alter(SchemaObjectName name, Action<TableDefinition> change)
    {
        if (tables.TryGetValue(Name(name), out var table))
            change(table.Definition);
        else
            problems.Add($"There is no table {Name(name)} to alter.");
    }

    private void Add(TableDefinition table, TableDefinition added)
    {
        foreach (var column in added.ColumnDefinitions)
        {
            if (Column(table, column.ColumnIdentifier.Value) is not null)
                problems.Add($"The column {column.ColumnIdentifier.Value} is there already.");
            table.ColumnDefinitions.Add(column);
        }
        foreach (var constraint in added.TableConstraints)
            table.TableConstraints.Add(constraint);
    }

    private void Drop(TableDefinition table, AlterTableDropTableElementStatement drop)
    {
        foreach (var element in drop.AlterTableDropTableElements)
        {
            var name = element.Name.Value;
            var found = element.TableElementType == TableElementType.Column
                ? Column(table, name) is { } column && table.ColumnDefinitions.Remove(column)
                : table.TableConstraints.FirstOrDefault(constraint => Is(constraint.ConstraintIdentifier, name)) is { } constraint
                    && table.TableConstraints.Remove(constraint);
            if (!found)
                problems.Add($"There is no {name} to drop.");
        }
    }

    private void Change(TableDefinition table, AlterTableAlterColumnStatement alter)
    {
        if (Column(table, alter.ColumnIdentifier.Value) is not { } column)
        {
            problems.Add($"There is no column {alter.ColumnIdentifier.Value} to alter.");
            return;
        }
        if (alter.DataType is null)
            return;
        column.DataType = alter.DataType;
        foreach (var nullable in column.Constraints.OfType<NullableConstraintDefinition>().ToList())
            column.Constraints.Remove(nullable);
        column.Constraints.Add(new NullableConstraintDefinition
        {
            Nullable = alter.AlterTableAlterColumnOption is not AlterTableAlterColumnOption.NotNull,
        });
    }

    /// <summary>sp_rename N'[Table].[Old]', N'New', 'COLUMN' | 'INDEX'; of a table: N'[Old]', N'New', 'OBJECT' or nothing.</summary>
    private void Rename(IReadOnlyList<string> arguments)
    {
        var path = arguments[0].Split('.').Select(part => part.Trim('[', ']')).Where(part => part != "dbo").ToList();
        switch (arguments.ElementAtOrDefault(2)?.ToUpperInvariant())
        {
            case "COLUMN" when tables.TryGetValue(path[0], out var table) && Column(table.Definition, path[1]) is { } column:
                column.ColumnIdentifier.Value = arguments[1];
                break;
            case "INDEX" when indexes.Remove((path[0], path[1]), out var index):
                index.Name.Value = arguments[1];
                indexes.Add((path[0], arguments[1]), index);
                break;
            case null or "OBJECT" when tables.Remove(path[0], out var table):
                table.SchemaObjectName.BaseIdentifier.Value = arguments[1];
                tables.Add(arguments[1], table);
                break;
            default:
                problems.Add($"There is nothing to rename: {string.Join(", ", arguments)}.");
                break;
        }
    }

    private static ColumnDefinition? Column(TableDefinition table, string name) =>
        table.ColumnDefinitions.FirstOrDefault(column => Is(column.ColumnIdentifier, name));

    private static bool Is(Identifier? identifier, string name) =>
        string.Equals(identifier?.Value, name, StringComparison.OrdinalIgnoreCase);

    private static string Name(SchemaObjectName name) => name.BaseIdentifier.Value;
}
