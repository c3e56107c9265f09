using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Redemptions;

/// <summary>The operations of Redemptions.</summary>
public static class RedemptionsRegistration
{
    public static IServiceCollection AddRedemptions(this IServiceCollection services) => services
        .AddSingleton<FindCode>()
        .AddSingleton<AnswerOnce>()
        .AddSingleton<CountRedemption>()
        .AddSingleton<RedeemCode>()
        .AddSingleton<RollBackRedemption>()
        .AddSingleton<LockCode>()
        .AddSingleton<ReleaseLock>()
        .AddSingleton<CleanAnsweredRequests>()
        .AddSingleton<RecordUsedCodes>()
        .AddSingleton<KeepUsedCodesList>()
        .AddSingleton<NoteRedemptions>()
        .AddScoped<ListRedemptions>()
        .AddScoped<ValidateCode>();
}
