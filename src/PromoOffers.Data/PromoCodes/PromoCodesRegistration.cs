using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.PromoCodes;

/// <summary>The operations of PromoCodes.</summary>
public static class PromoCodesRegistration
{
    public static IServiceCollection AddPromoCodes(this IServiceCollection services) => services
        .AddSingleton<ImportCodeFile>()
        .AddSingleton<KeepCodeFile>()
        .AddSingleton<DiscardCodeFile>()
        .AddSingleton<RemoveCodeFile>()
        .AddSingleton<CleanCodeFiles>()
        .AddSingleton<DownloadCodes>()
        .AddSingleton<NoteLinesRead>()
        .AddSingleton<ReadFindings>()
        .AddSingleton<AlertLowStock>()
        .AddScoped<ReadLowStock>()
        .AddSingleton<CleaningBell>()
        .AddScoped<ReadCodeFiles>();
}
