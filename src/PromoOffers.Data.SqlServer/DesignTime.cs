using Microsoft.EntityFrameworkCore.Design;

namespace PromoOffers.Data.SqlServer;

/// <summary>For <c>dotnet ef migrations add</c> alone.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<PromoOffersDb>
{
    public PromoOffersDb CreateDbContext(string[] args) =>
        new(new SqlServerDatabase("Server=localhost;Database=PromoOffers").Options());
}
