using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Fulfillment;

/// <summary>The operations of Fulfillment.</summary>
public static class FulfillmentRegistration
{
    public static IServiceCollection AddFulfillment(this IServiceCollection services) => services
        .AddSingleton<FulfillAward>()
        .AddSingleton<EarnAwards>()
        .AddSingleton<AwardWinners>()
        .AddSingleton<AwardManyWinners>()
        .AddSingleton<FinalizeDraw>()
        .AddSingleton<Disqualify>()
        .AddSingleton<Reinstate>()
        .AddSingleton<SendFulfillment>()
        .AddSingleton<SendToThoseWhoWait>()
        .AddSingleton<ResendCode>()
        .AddSingleton<ReplaceCode>()
        .AddSingleton<LeaseDeliveries>()
        .AddSingleton<RecordSent>()
        .AddSingleton<RecordFailed>()
        .AddSingleton<SendSample>()
        .AddSingleton<NoteOpened>()
        .AddScoped<ListDeliveries>()
        .AddScoped<ListWinners>()
        .AddScoped<ExportWinners>();
}
