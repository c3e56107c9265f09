using PromoOffers.Testing.SqlServer;

namespace PromoOffers.Data.Tests.SqlServer;

public sealed class TsqlRulesTests
{
    [Theory]
    [InlineData("UPDATE [Code] SET [AwardId] = 1 WHERE [Id] = (SELECT TOP (1) [Id] FROM [Code] WITH (UPDLOCK, READPAST) WHERE [AwardId] IS NULL ORDER BY [Id]) AND [AwardId] IS NULL")]
    [InlineData("UPDATE [c] SET [c].[AwardId] = 1 FROM [Code] AS [c] WHERE [c].[Id] = 2")]
    [InlineData("INSERT INTO [Code] ([Value]) OUTPUT INSERTED.[Id] VALUES (0x41)")]
    [InlineData("WITH [free] AS (SELECT [Id] FROM [Code] WHERE [AwardId] IS NULL) SELECT COUNT(*) FROM [free]")]
    [InlineData("WITH [free] AS (SELECT [Id] FROM [Code]) DELETE FROM [Code] WHERE [Id] IN (SELECT [Id] FROM [free])")]
    public void What_every_server_of_the_protocol_runs_is_allowed(string statement) => Assert.Empty(TsqlRules.Problems(statement));

    [Theory]
    [InlineData("MERGE [Code] AS t USING (VALUES (1)) AS s ([Id]) ON t.[Id] = s.[Id] WHEN NOT MATCHED THEN INSERT ([Id]) VALUES (s.[Id]);")]
    [InlineData("WITH [free] AS (SELECT TOP (1) [AwardId] FROM [Code]) UPDATE [free] SET [AwardId] = 1")]
    [InlineData("WITH [free] AS (SELECT TOP (1) [AwardId] FROM [Code]) UPDATE [f] SET [AwardId] = 1 FROM [free] AS [f]")]
    [InlineData("WITH [free] AS (SELECT TOP (1) [AwardId] FROM [Code]) DELETE FROM [free]")]
    [InlineData("UPDATE [f] SET [AwardId] = 1 FROM (SELECT TOP (1) [AwardId] FROM [Code]) AS [f]")]
    [InlineData("UPDATE [Code] WITH (UPDLOCK) SET [AwardId] = 1")]
    [InlineData("UPDATE [c] SET [AwardId] = 1 FROM [Code] AS [c] WITH (READPAST) INNER JOIN [File] AS [f] ON [f].[Id] = [c].[FileId]")]
    [InlineData("DELETE FROM [Code] WITH (READPAST) WHERE [Id] = 1")]
    [InlineData("DELETE FROM [Code] OUTPUT deleted.[Id] WHERE [Id] = 1")]
    [InlineData("UPDATE [Code] SET [AwardId] = 1 OUTPUT inserted.[Id], deleted.[AwardId]")]
    [InlineData("DELETE FROM [Code] OUTPUT deleted.* WHERE [Id] = 1")]
    [InlineData("BEGIN TRANSACTION; UPDATE [Code] SET [AwardId] = 1; COMMIT")]
    [InlineData("INSERT INTO #new ([Id]) VALUES (1)")]
    public void What_only_SQL_Server_runs_is_refused(string statement) => Assert.NotEmpty(TsqlRules.Problems(statement));
}
