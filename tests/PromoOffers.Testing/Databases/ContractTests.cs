using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Testing.SqlServer.StandIn;
using Xunit;

namespace PromoOffers.Testing.Databases;

/// <summary>
/// What must hold on every database, written once: an abstract class of tests on <see cref="Database"/>, and for each database a
/// class of one line that inherits it (OnSqlite, OnSqlServer, OnTheStandIn). Over the stand-in a test fails, too, where a
/// statement is one that a server would refuse.
/// </summary>
public abstract class ContractTests<TDatabase> : IAsyncLifetime
    where TDatabase : TestDatabase, new()
{
    public TDatabase Database { get; } = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What the tests need beside the database.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    public async ValueTask InitializeAsync()
    {
        if (Database is StandInTestDatabase) RecordedOperations.Begin(GetType());
        await Database.Create(Add);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Database.DisposeAsync();
        if (Database is StandInTestDatabase { Server: var server })
            Assert.Empty(server.Problems);
    }
}
