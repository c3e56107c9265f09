using PromoOffers.Testing.SqlServer;

namespace PromoOffers.Data.Tests.SqlServer;

public sealed class SqlServerMigrationsTests
{
    [Fact]
    public void Every_migration_is_one_that_a_server_would_run()
    {
        var schema = SqlServerMigrations.Latest();
        Assert.NotEmpty(schema.Tables);
        Assert.Empty(schema.Problems);
        using var model = schema.ToModel();
        Assert.Empty(model.Validate().Select(message => message.Message));
    }

    [Fact]
    public void Every_migration_keeps_the_house_rules() =>
        Assert.Empty(SqlServerMigrations.All().SelectMany(migration => migration.Batches).SelectMany(TsqlRules.Problems));
}
