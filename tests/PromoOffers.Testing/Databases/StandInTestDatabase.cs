using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.SqlServer;
using PromoOffers.Testing.SqlServer;
using PromoOffers.Testing.SqlServer.StandIn;

namespace PromoOffers.Testing.Databases;

/// <summary>
/// The SQL Server provider over the stand-in: every statement that a test makes it send is recorded and judged. A test over it
/// passes only where all of them would do on a server.
/// </summary>
public sealed class StandInTestDatabase : SqliteTestDatabase
{
    private static readonly Lazy<StatementValidator> Validator = new(() => new StatementValidator(SqlServerMigrations.Latest()));

    private SqlServerStandIn? server;

    public SqlServerStandIn Server => server ?? throw new InvalidOperationException("The database is not there yet.");

    private protected override async Task Prepare(IServiceCollection collection)
    {
        var sqlite = new ServiceCollection();
        await base.Prepare(sqlite);
        server = new SqlServerStandIn($"{ConnectionString};Pooling=False", Validator.Value);
        collection.AddPromoOffersOnSqlServer(new SqlServerDatabase("Server=stand-in", server.Interceptor));
        collection.AddSingleton<ICopyRows, CopyRowByRow>();
    }
}
