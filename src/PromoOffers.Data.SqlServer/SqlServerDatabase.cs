using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PromoOffers.Data.SqlServer;

/// <summary>How contexts on SQL Server are made.</summary>
/// <param name="connectionString">The server and the database on it.</param>
/// <param name="interceptors">Stand between EF and the server; tests prove the statements so.</param>
public sealed class SqlServerDatabase(string connectionString, params IInterceptor[] interceptors)
{
    public void Use(DbContextOptionsBuilder options) =>
        options.UseSqlServer(connectionString, Configure).AddInterceptors(interceptors);

    /// <summary>Options for a context that is made by hand.</summary>
    public DbContextOptions<PromoOffersDb> Options()
    {
        var options = new DbContextOptionsBuilder<PromoOffersDb>();
        Use(options);
        return options.Options;
    }

    private static void Configure(SqlServerDbContextOptionsBuilder sqlServer) =>
        sqlServer.MigrationsAssembly(typeof(SqlServerDatabase).Assembly.GetName().Name)
            .UseCompatibilityLevel(150)
            .MaxBatchSize(1) // Several rows at once would be a MERGE; see docs/decisions.
                             // Beside what EF retries by itself: the answer to a commit that took too long, and a snapshot that was overtaken.
            .EnableRetryOnFailure(maxRetryCount: 6, maxRetryDelay: TimeSpan.FromSeconds(10), errorNumbersToAdd: [-2, 3960]);
}
