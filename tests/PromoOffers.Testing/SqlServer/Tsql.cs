using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PromoOffers.Testing.SqlServer;

/// <summary>Microsoft's own T-SQL parser, at the level of SQL Server 2022.</summary>
public static class Tsql
{
    /// <summary>What the text means, or the parser's complaints; exactly one of the two is null.</summary>
    public static (TSqlScript? Script, IReadOnlyList<string> Problems) TryParse(string text)
    {
        var parser = new TSql160Parser(initialQuotedIdentifiers: true);
        var fragment = parser.Parse(new StringReader(text), out var errors);
        return errors.Count == 0
            ? ((TSqlScript)fragment, [])
            : (null, [.. errors.Select(error => $"{error.Line}:{error.Column} {error.Message}")]);
    }

    /// <exception cref="ArgumentException">The text is not T-SQL.</exception>
    public static TSqlScript Parse(string text)
    {
        var (script, problems) = TryParse(text);
        return script ?? throw new ArgumentException($"Not T-SQL: {string.Join("; ", problems)}\n{text}", nameof(text));
    }

    public static IEnumerable<TSqlStatement> Statements(string text) =>
        Parse(text).Batches.SelectMany(batch => batch.Statements);

    /// <summary>The fragment as it was written.</summary>
    public static string Text(TSqlFragment fragment) =>
        string.Concat(Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
            .Select(index => fragment.ScriptTokenStream[index].Text));

    /// <summary>The fragment written anew, for one that was put together and not parsed.</summary>
    public static string Write(TSqlFragment fragment)
    {
        new Sql160ScriptGenerator().GenerateScript(fragment, out var text);
        return text;
    }
}
