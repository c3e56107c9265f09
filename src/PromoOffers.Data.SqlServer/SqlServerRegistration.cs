using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Participants;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Redemptions;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

public static class SqlServerRegistration
{
    /// <summary>Keeps everything in a SQL Server database, which several servers may share.</summary>
    public static IServiceCollection AddPromoOffersOnSqlServer(this IServiceCollection services, string connectionString) =>
        services.AddPromoOffersOnSqlServer(new SqlServerDatabase(connectionString));

    public static IServiceCollection AddPromoOffersOnSqlServer(this IServiceCollection services, SqlServerDatabase database)
    {
        services.AddSingleton(database);
        services.AddSingleton<IMigrateDatabase, MigrateSqlServer>();
        services.AddSingleton<IWrites, SqlServerWrites>();
        services.AddSingleton<IClaimCodes, ClaimCodes>();
        services.AddSingleton<IChangeParticipant, ChangeParticipant>();
        services.AddSingleton<IFindLink, FindLink>();
        services.AddSingleton<IMarkSent, MarkSent>();
        services.AddSingleton<ITakeCode, TakeCode>();
        services.AddSingleton<IStageCodes, StageCodes>();
        services.AddSingleton<IAppendRow, AppendRow>();
        services.AddSingleton<IInsertMany, InsertMany>();
        services.AddSingleton<IForgetDeleted, ForgetDeleted>();
        services.AddSingleton<ICopyRows, BulkCopy>();
        services.AddDbContext<PromoOffersDb>((_, options) => database.Use(options), optionsLifetime: ServiceLifetime.Singleton);
        services.AddDbContextFactory<PromoOffersDb>(); // With the same options.
        return services;
    }
}
