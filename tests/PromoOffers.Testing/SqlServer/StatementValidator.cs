using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Dac.Model;

namespace PromoOffers.Testing.SqlServer;

/// <summary>
/// Tells what a SQL Server would refuse in a statement before running it: syntax, unknown tables and columns, undeclared
/// parameters, a value of the wrong kind for its column. The statement is wrapped in a procedure with the parameters declared,
/// since Microsoft's model resolves names inside procedures. What only data can show (a broken constraint, a deadlock) is beyond it.
/// </summary>
public sealed class StatementValidator(SqlServerSchema schema) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, IReadOnlyList<string>> known = [];
    private TSqlModel model = schema.ToModel();
    private int count;

    /// <returns>Nothing where the statement is good.</returns>
    public IReadOnlyList<string> Problems(string statement, IReadOnlyCollection<SqlParameter> parameters)
    {
        var declarations = string.Join(", ", parameters.Select(Declaration));
        lock (gate)
        {
            var key = $"{declarations}\n{statement}";
            if (!known.TryGetValue(key, out var problems))
                known.Add(key, problems = Find(statement, declarations, parameters));
            return problems;
        }
    }

    public void Dispose() => model.Dispose();

    private List<string> Find(string statement, string declarations, IReadOnlyCollection<SqlParameter> parameters)
    {
        var (script, complaints) = Tsql.TryParse(statement);
        if (script is null)
            return [.. complaints];

        var visitor = new StatementChecks(schema, parameters);
        script.Accept(visitor);

        var name = $"Statement{++count}";
        try
        {
            model.AddOrUpdateObjects($"CREATE PROCEDURE [dbo].[{name}] {declarations} AS\nBEGIN\n{statement}\nEND", name, new TSqlObjectOptions());
        }
        catch (DacModelException refused)
        {
            // A model that has once held a statement it cannot build refuses everything after it.
            model.Dispose();
            model = schema.ToModel();
            return [refused.Message, .. visitor.Problems];
        }
        var messages = model.Validate().Select(message => message.Message).Where(message => !IsOfTheServer(message)).ToList();
        model.DeleteObjects(name);
        return [.. messages, .. visitor.Problems];
    }

    /// <summary>The server's own catalog is not in the model; EF's migrations read it.</summary>
    private static bool IsOfTheServer(string message) =>
        message.Contains("reference to object [sys].", StringComparison.Ordinal)
        || message.Contains("following objects: [sys].", StringComparison.Ordinal)
        || message.Contains("reference to object [dbo].[sp_getapplock]", StringComparison.Ordinal)
        || message.Contains("reference to object [dbo].[sp_releaseapplock]", StringComparison.Ordinal);

    private static string Declaration(SqlParameter parameter)
    {
        var name = parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : "@" + parameter.ParameterName;
        return $"{name} {Type(parameter)}";
    }

    private static string Type(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.NVarChar or SqlDbType.VarChar or SqlDbType.VarBinary =>
            $"{parameter.SqlDbType}({(parameter.Size is > 0 and <= 4000 ? parameter.Size : "max")})",
        SqlDbType.NChar or SqlDbType.Char or SqlDbType.Binary => $"{parameter.SqlDbType}({Math.Max(parameter.Size, 1)})",
        SqlDbType.Decimal => $"decimal({(parameter.Precision == 0 ? 38 : parameter.Precision)}, {parameter.Scale})",
        var type => type.ToString(),
    };
}
