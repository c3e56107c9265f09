using System.Data;
using Microsoft.Data.SqlClient;
using PromoOffers.Testing.SqlServer;

namespace PromoOffers.Data.Tests.SqlServer;

/// <summary>The validator is trusted with every statement, so it is shown here that it catches what it is there to catch.</summary>
public sealed class StatementValidatorTests : IDisposable
{
    private readonly StatementValidator validator;

    public StatementValidatorTests()
    {
        var schema = new SqlServerSchema();
        schema.Apply("CREATE TABLE [Code] ([Id] bigint NOT NULL IDENTITY, [Value] varbinary(255) NOT NULL, [AwardId] bigint NULL, [Note] nvarchar(100) NULL, [At] datetime2 NULL, CONSTRAINT [PK_Code] PRIMARY KEY ([Id]));");
        Assert.Empty(schema.Problems);
        validator = new StatementValidator(schema);
    }

    public void Dispose() => validator.Dispose();

    [Theory]
    [InlineData("SELECT TOP(1) [c].[Id] FROM [Code] AS [c] WHERE [c].[AwardId] IS NULL ORDER BY [c].[Id]")]
    [InlineData("UPDATE [Code] SET [AwardId] = @award WHERE [Id] = (SELECT TOP (1) [Id] FROM [Code] WITH (UPDLOCK, READPAST) WHERE [AwardId] IS NULL ORDER BY [Id]) AND [AwardId] IS NULL")]
    [InlineData("SET NOCOUNT ON; INSERT INTO [Code] ([Value], [AwardId]) OUTPUT INSERTED.[Id] VALUES (@value, @award);")]
    [InlineData("INSERT INTO [Code] ([Value]) VALUES (@value); SELECT [Id] FROM [Code] WHERE @@ROWCOUNT = 1 AND [Id] = scope_identity();")]
    [InlineData("SELECT [c].[Id] FROM [Code] AS [c] WHERE [c].[Note] IN (SELECT [n].[value] FROM OPENJSON(@note) WITH ([value] nvarchar(100) '$') AS [n])")]
    [InlineData("SELECT [x].[name] FROM [sys].[tables] AS [x]")]
    public void A_good_statement_is_accepted(string statement) => Assert.Empty(Problems(statement));

    [Theory]
    [InlineData("SELECT [Id] FROM [Codes]")]
    [InlineData("SELECT [c].[Id] FROM [Codes] AS [c]")]
    [InlineData("DELETE FROM [Codes]")]
    [InlineData("SELECT [Id] FROM [Code] WHERE EXISTS (SELECT 1 FROM [Award])")]
    public void An_unknown_table_is_found(string statement) => Assert.NotEmpty(Problems(statement));

    [Theory]
    [InlineData("SELECT [Ib] FROM [Code]")]
    [InlineData("SELECT [c].[Ib] FROM [Code] AS [c]")]
    [InlineData("UPDATE [Code] SET [Award] = @award")]
    [InlineData("INSERT INTO [Code] ([Value], [Award]) VALUES (@value, @award)")]
    [InlineData("INSERT INTO [Code] ([Value]) OUTPUT INSERTED.[Ib] VALUES (@value)")]
    [InlineData("DELETE TOP (5) FROM [Code] WHERE [Used] = 1")]
    [InlineData("SELECT [x].[Note] FROM (SELECT [Id] FROM [Code]) AS [x]")]
    [InlineData("WITH [x] AS (SELECT [Id] FROM [Code]) SELECT [Note] FROM [x]")]
    [InlineData("SELECT [c].[Id] FROM [Code] AS [c] WHERE EXISTS (SELECT 1 FROM [Code] AS [d] WHERE [d].[Used] = [c].[Id])")]
    public void An_unknown_column_is_found(string statement) => Assert.NotEmpty(Problems(statement));

    [Theory]
    [InlineData("SELECT [Id] FRM [Code]")]
    [InlineData("UPDATE [Code] SET [AwardId] = WHERE [Id] = 1")]
    [InlineData("SELECT [Id] FROM [Code] LIMIT 1")]
    public void A_mistake_of_syntax_is_found(string statement) => Assert.NotEmpty(Problems(statement));

    [Theory]
    [InlineData("UPDATE [Code] SET [Value] = @note")]
    [InlineData("UPDATE [c] SET [c].[At] = @award FROM [Code] AS [c]")]
    [InlineData("INSERT INTO [Code] ([Value]) VALUES (@note)")]
    [InlineData("SELECT [c].[Id] FROM [Code] AS [c] WHERE [c].[AwardId] = @note")]
    [InlineData("SELECT [Id] FROM [Code] WHERE [Id] IN (@award, @value)")]
    public void A_parameter_of_another_kind_than_its_column_is_found(string statement) => Assert.NotEmpty(Problems(statement));

    [Fact]
    public void An_undeclared_parameter_is_found_and_the_next_statement_is_still_judged()
    {
        Assert.NotEmpty(Problems("SELECT [Id] FROM [Code] WHERE [Id] = @nobody"));
        Assert.Empty(Problems("SELECT [Id] FROM [Code] WHERE [Id] = @award"));
        Assert.NotEmpty(Problems("SELECT [Ib] FROM [Code] WHERE [Id] = @award"));
    }

    [Theory]
    [InlineData("INSERT INTO [Code] ([Value], [AwardId]) VALUES (@value)")]
    [InlineData("SELECT NOSUCH([Note]) FROM [Code]")]
    public void What_the_model_lets_pass_is_found_all_the_same(string statement) => Assert.NotEmpty(Problems(statement));

    private IReadOnlyList<string> Problems(string statement) => validator.Problems(statement,
    [
        new SqlParameter("@award", SqlDbType.BigInt),
        new SqlParameter("@value", SqlDbType.VarBinary, 255),
        new SqlParameter("@note", SqlDbType.NVarChar, 100),
    ]);
}
