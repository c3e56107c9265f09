using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PromoOffers.Data.Sqlite;

/// <summary>For <c>dotnet ef migrations add</c> alone.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<PromoOffersDb>
{
    public PromoOffersDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PromoOffersDb>();
        new SqliteDatabase("Data Source=:memory:").UseForReading(options);
        return new PromoOffersDb(options.Options);
    }
}
