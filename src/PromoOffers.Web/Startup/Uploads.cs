using Microsoft.Extensions.Options;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Web.Startup;

/// <summary>How much of a code file is taken.</summary>
public sealed record UploadOptions
{
    public const string Section = "Uploads";

    /// <summary>Bytes of the largest file.</summary>
    public long MaxBytes { get; init; } = UploadLimits.DefaultMaxBytes;

    /// <summary>Where a file lies while it is read; null: the folder for temporary files.</summary>
    public string? Folder { get; init; }
}

internal sealed class UploadOptionsAreUsable : IValidateOptions<UploadOptions>
{
    public ValidateOptionsResult Validate(string? name, UploadOptions options) =>
        options.MaxBytes is >= 1 and <= int.MaxValue
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Uploads:MaxBytes takes 1 to {int.MaxValue} bytes, not {options.MaxBytes}.");
}

internal static class Uploads
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsAreUsable>()
            .AddSingleton(provider =>
            {
                var options = provider.GetRequiredService<IOptions<UploadOptions>>().Value;
                return new UploadLimits(options.MaxBytes, options.Folder ?? Path.GetTempPath());
            })
            .AddHostedService<KeepCodeFilesClean>()
            .AddSingleton<Features.PromoCodes.StockCheck>()
            .AddHostedService(provider => provider.GetRequiredService<Features.PromoCodes.StockCheck>());
    }
}

/// <summary>Takes away what uploads left behind: at once where this server knows of it, and every half minute for any server.</summary>
internal sealed partial class KeepCodeFilesClean(CleanCodeFiles clean, CleaningBell bell, TimeProvider time, ILogger<KeepCodeFilesClean> log) : BackgroundService
{
    private static readonly TimeSpan AtTheLatest = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await clean.Run(stoppingToken);
                await bell.Wait(AtTheLatest, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                NotCleaned(problem);
                await Task.Delay(AtTheLatest, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What uploads left behind could not be taken away; it is tried again.")]
    private partial void NotCleaned(Exception problem);
}
