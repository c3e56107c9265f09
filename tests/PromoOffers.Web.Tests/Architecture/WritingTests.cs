using System.Text.RegularExpressions;

namespace PromoOffers.Web.Tests.Architecture;

/// <summary>Where a write may begin, and where the SQL of one database may stand.</summary>
public sealed partial class WritingTests
{
    /// <summary>Contexts are for reading; an operation of Data writes, and IWrites gives it the way.</summary>
    [Fact]
    public void The_web_changes_no_row_by_itself() =>
        Assert.Empty(Hits("PromoOffers.Web", Change()));

    /// <summary>The lane, and its counterpart on SQL Server, begin and commit; nobody else does.</summary>
    [Theory]
    [InlineData("PromoOffers.Domain")]
    [InlineData("PromoOffers.Data")]
    [InlineData("PromoOffers.Web")]
    public void A_transaction_begins_in_the_provider_projects_alone(string project) =>
        Assert.Empty(Hits(project, Transaction()));

    [Theory]
    [InlineData("PromoOffers.Domain")]
    [InlineData("PromoOffers.Data")]
    [InlineData("PromoOffers.Web")]
    public void The_SQL_of_a_database_stands_in_its_own_project(string project) =>
        Assert.Empty(Hits(project, Sql()));

    [Theory]
    [InlineData("PromoOffers.Domain")]
    [InlineData("PromoOffers.Data")]
    [InlineData("PromoOffers.Data.Sqlite")]
    [InlineData("PromoOffers.Data.SqlServer")]
    [InlineData("PromoOffers.Web")]
    public void Time_and_chance_come_from_outside(string project) =>
        Assert.Empty(Hits(project, Banned()));

    /// <summary>What is banned is an error of the build, which only a line that says so can lift.</summary>
    [Fact]
    public void Every_project_is_built_with_the_list_of_banned_symbols()
    {
        Assert.Contains("BannedSymbols.txt", File.ReadAllText(Path.Combine(Sources.Root, "Directory.Build.props")), StringComparison.Ordinal);
        Assert.Contains("EnsureCreated", File.ReadAllText(Path.Combine(Sources.Root, "BannedSymbols.txt")), StringComparison.Ordinal);
        var lifted = Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("RS0030", StringComparison.Ordinal));
        Assert.Empty(lifted);
    }

    private static IEnumerable<string> Hits(string project, Regex pattern) =>
        from file in Sources.Of(project)
        from match in pattern.Matches(file.Code)
        select $"{project}/{file.Path}: {match.Value}";

    [GeneratedRegex(@"\b(ExecuteUpdate|ExecuteDelete|SaveChanges|SaveWithinOperation|BulkInsert)(Async)?\(")]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(BeginTransaction|UseTransaction|TransactionScope|CommitTransaction)(Async)?\b")]
    private static partial Regex Transaction();

    [GeneratedRegex(@"\b(FromSql|ExecuteSql|SqlQuery)(Raw|Interpolated)?(Async)?\b|\bPRAGMA\b|\bSqlBulkCopy\b|\.CommandText\b")]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bRandom\.Shared\b|\bEnsureCreated(Async)?\(|disable RS0030")]
    private static partial Regex Banned();
}
