using PromoOffers.Testing.SqlServer.StandIn;

namespace PromoOffers.Data.Tests.SqlServer;

public sealed class TsqlToSqliteTests
{
    [Theory]
    [InlineData("SELECT TOP(@p) [c].[Id] FROM [Code] AS [c] WITH (UPDLOCK) ORDER BY [c].[Id]",
        "SELECT  [c].[Id] FROM [Code] AS [c] ORDER BY [c].[Id] LIMIT @p;")]
    [InlineData("SELECT [c].[Id] FROM [Code] AS [c] ORDER BY [c].[Id] OFFSET @p ROWS FETCH NEXT @q ROWS ONLY",
        "SELECT [c].[Id] FROM [Code] AS [c] ORDER BY [c].[Id] LIMIT @q OFFSET @p;")]
    [InlineData("UPDATE [c] SET [c].[A] = 1 FROM [Code] AS [c] WHERE [c].[Id] = 2",
        "UPDATE [Code] AS [c] SET [A] = 1 WHERE ([c].[Id] = 2);")]
    [InlineData("UPDATE [c] SET [c].[A] = [f].[B] FROM [Code] AS [c] INNER JOIN [File] AS [f] ON [f].[Id] = [c].[FileId]",
        "UPDATE [Code] AS [c] SET [A] = [f].[B] FROM [File] AS [f] WHERE ([f].[Id] = [c].[FileId]);")]
    [InlineData("DELETE FROM [c] FROM [Code] AS [c] WHERE [c].[Id] = 2", "DELETE FROM [Code] AS [c] WHERE ([c].[Id] = 2);")]
    [InlineData("DELETE TOP (5) FROM [Code] WHERE [Id] = 2",
        "DELETE FROM [Code] WHERE rowid IN (SELECT rowid FROM [Code] WHERE ([Id] = 2) LIMIT 5);")]
    [InlineData("SET NOCOUNT ON; INSERT INTO [Code] ([V]) OUTPUT INSERTED.[Id] VALUES (0x41);",
        "INSERT INTO [Code] ([V])  VALUES (x'41') RETURNING [Id];")]
    [InlineData("UPDATE [Code] SET [A] = 1 OUTPUT inserted.[Id] AS [Value] WHERE [Id] = 2", "UPDATE [Code] SET [A] = 1 WHERE ([Id] = 2) RETURNING [Id] AS [Value];")]
    [InlineData("SELECT [Id] FROM [Code] WHERE @@ROWCOUNT = 1 AND [Id] = scope_identity();",
        "SELECT [Id] FROM [Code] WHERE changes() = 1 AND [Id] = last_insert_rowid();")]
    [InlineData("SELECT CASE WHEN EXISTS (SELECT 1 FROM [dbo].[A]) THEN CAST(1 AS bit) ELSE CAST(0 AS bit) END",
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM [A]) THEN CAST(1 AS INTEGER) ELSE CAST(0 AS INTEGER) END;")]
    [InlineData("SELECT [a].[N] + N' x' FROM [A] AS [a]", "SELECT [a].[N] || ' x' FROM [A] AS [a];")]
    [InlineData("SAVE TRANSACTION [s]", "SAVEPOINT s;")]
    [InlineData("ROLLBACK TRANSACTION [s]", "ROLLBACK TO s;")]
    [InlineData("EXEC sp_getapplock @Resource = 'x', @LockMode = 'Exclusive'", "")]
    public void A_batch_is_said_in_the_words_of_SQLite(string tsql, string sqlite) =>
        Assert.Equal(sqlite, TsqlToSqlite.Translate(tsql));

    [Theory]
    [InlineData("IF EXISTS (SELECT 1 FROM [A]) SELECT 1")]
    [InlineData("DECLARE @x int = 1; SELECT @x")]
    [InlineData("SELECT * FROM [A] CROSS APPLY (SELECT 1 AS x) AS b")]
    public void What_has_no_word_is_not_guessed(string tsql) =>
        Assert.Throws<NotSupportedException>(() => TsqlToSqlite.Translate(tsql));
}
