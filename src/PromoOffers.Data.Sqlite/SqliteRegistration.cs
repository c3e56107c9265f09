using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Participants;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Redemptions;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Sqlite;

public static class SqliteRegistration
{
    /// <summary>Keeps everything in one SQLite file.</summary>
    public static IServiceCollection AddPromoOffersOnSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new SqliteDatabase(connectionString));
        services.AddSingleton<IMigrateDatabase, MigrateSqlite>();
        services.AddSingleton<WriteLane>();
        services.AddSingleton<IWrites>(provider => provider.GetRequiredService<WriteLane>());
        services.AddSingleton<IClaimCodes, ClaimCodes>();
        services.AddSingleton<IChangeParticipant, ChangeParticipant>();
        services.AddSingleton<IFindLink, FindLink>();
        services.AddSingleton<IMarkSent, MarkSent>();
        services.AddSingleton<ITakeCode, TakeCode>();
        services.AddSingleton<IStageCodes, StageCodes>();
        services.AddSingleton<IAppendRow, AppendRow>();
        services.AddSingleton<IInsertMany, InsertMany>();
        services.AddSingleton<IForgetDeleted, ForgetDeleted>();
        services.AddDbContext<PromoOffersDb>((provider, options) => provider.GetRequiredService<SqliteDatabase>().UseForReading(options), optionsLifetime: ServiceLifetime.Singleton);
        services.AddDbContextFactory<PromoOffersDb>(); // With the same options.
        return services;
    }
}
