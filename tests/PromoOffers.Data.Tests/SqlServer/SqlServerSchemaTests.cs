using PromoOffers.Testing.SqlServer;

namespace PromoOffers.Data.Tests.SqlServer;

public sealed class SqlServerSchemaTests
{
    private readonly SqlServerSchema schema = new();

    public SqlServerSchemaTests() =>
        schema.Apply("CREATE TABLE [A] ([Id] int NOT NULL, [Old] nvarchar(20) NOT NULL, CONSTRAINT [PK_A] PRIMARY KEY ([Id]));");

    [Fact]
    public void A_column_added_later_can_be_used()
    {
        schema.Apply("ALTER TABLE [A] ADD [New] datetime2 NULL;");
        schema.Apply("CREATE INDEX [IX_A_New] ON [A] ([New]);");
        schema.Apply("UPDATE [A] SET [New] = SYSUTCDATETIME() WHERE [New] IS NULL;");
        Assert.Empty(schema.Problems);
    }

    [Fact]
    public void A_column_can_be_used_before_it_is_dropped_and_not_after()
    {
        schema.Apply("UPDATE [A] SET [Old] = N'';");
        schema.Apply("""
            DECLARE @var nvarchar(max);
            SELECT @var = QUOTENAME([d].[name]) FROM [sys].[default_constraints] [d]
            INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
            WHERE ([d].[parent_object_id] = OBJECT_ID(N'[A]') AND [c].[name] = N'Old');
            IF @var IS NOT NULL EXEC(N'ALTER TABLE [A] DROP CONSTRAINT ' + @var + ';');
            ALTER TABLE [A] DROP COLUMN [Old];
            """);
        Assert.Empty(schema.Problems);
        schema.Apply("UPDATE [A] SET [Old] = N'';");
        Assert.NotEmpty(schema.Problems);
    }

    [Fact]
    public void A_column_takes_its_new_name_and_type()
    {
        schema.Apply("EXEC sp_rename N'[A].[Old]', N'Fresh', 'COLUMN';");
        schema.Apply("ALTER TABLE [A] ALTER COLUMN [Fresh] nvarchar(50) NULL;");
        schema.Apply("INSERT INTO [A] ([Id], [Fresh]) VALUES (1, NULL);");
        Assert.Empty(schema.Problems);
        Assert.Equal(["Id", "Fresh"], schema.ColumnsOf("A")!.Keys);
    }

    [Theory]
    [InlineData("CREATE INDEX [IX] ON [A] ([Nothing]);")]
    [InlineData("ALTER TABLE [A] ADD CONSTRAINT [FK] FOREIGN KEY ([Id]) REFERENCES [B] ([Id]);")]
    [InlineData("ALTER TABLE [A] ADD CONSTRAINT [CK] CHECK ([Nothing] > 0);")]
    [InlineData("ALTER TABLE [B] ADD [X] int NULL;")]
    [InlineData("ALTER TABLE [A] DROP COLUMN [X];")]
    [InlineData("ALTER TABLE [A] ADD [Id] int NULL;")]
    [InlineData("DROP INDEX [IX_Nothing] ON [A];")]
    [InlineData("CREATE TABLE [A] ([Id] int NOT NULL);")]
    [InlineData("ALTER TABLE [A] ADD [X] intt NULL;")]
    [InlineData("CREATE TABEL [C] ([Id] int NOT NULL);")]
    public void A_migration_that_a_server_would_refuse_is_found(string statement)
    {
        schema.Apply(statement);
        Assert.NotEmpty(schema.Problems);
    }
}
