using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.SqlServer;

/// <summary>How contexts on SQL Server are made.</summary>
public sealed class SqlServerDatabase
{
    private readonly Action<DbContextOptionsBuilder> use;

    public SqlServerDatabase(string connectionString) =>
        use = options => options.UseSqlServer(connectionString, Configure);

    /// <summary>On a connection that somebody else opened; for proving the statements without a server.</summary>
    public SqlServerDatabase(DbConnection connection) =>
        use = options => options.UseSqlServer(connection, Configure);

    public void Use(DbContextOptionsBuilder options) => use(options);

    /// <summary>Options for a context that is made by hand.</summary>
    public DbContextOptions<PromoOffersDb> Options()
    {
        var options = new DbContextOptionsBuilder<PromoOffersDb>();
        use(options);
        return options.Options;
    }

    private static void Configure(Microsoft.EntityFrameworkCore.Infrastructure.SqlServerDbContextOptionsBuilder sqlServer) =>
        sqlServer.MigrationsAssembly(typeof(SqlServerDatabase).Assembly.GetName().Name)
            .UseCompatibilityLevel(150)
            .EnableRetryOnFailure();
}
