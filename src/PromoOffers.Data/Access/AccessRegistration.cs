using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Access;

/// <summary>The operations of Access.</summary>
public static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<WebhookSecrets>()
        .AddSingleton<CreateWebhook>()
        .AddSingleton<ChangeWebhook>()
        .AddSingleton<RotateWebhookSecret>()
        .AddSingleton<DisableWebhook>()
        .AddSingleton<EnableWebhook>()
        .AddSingleton<DeleteWebhook>()
        .AddSingleton<TestWebhook>()
        .AddSingleton<RedeliverWebhook>()
        .AddSingleton<LeaseWebhooks>()
        .AddSingleton<RecordWebhookSent>()
        .AddSingleton<RecordWebhookFailed>()
        .AddSingleton<CleanWebhooks>();
}
