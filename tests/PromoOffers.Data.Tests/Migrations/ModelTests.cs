using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Sqlite;
using PromoOffers.Data.SqlServer;

namespace PromoOffers.Data.Tests.Migrations;

public sealed class ModelTests
{
    [Fact]
    public void No_change_of_the_model_waits_for_a_migration_on_SQL_Server()
    {
        using var db = new PromoOffersDb(new SqlServerDatabase("Server=nowhere").Options());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void No_change_of_the_model_waits_for_a_migration_on_SQLite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        using var db = new PromoOffersDb(SqliteDatabase.Options(connection));
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
