using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Messaging;

public static class MessagingRegistration
{
    /// <summary>Mails: written, and sent in the background.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsAreUsable>();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsAreUsable>();
        services.AddSingleton<RenderLetter>().AddSingleton<CheckMails>().AddScoped<ComposeMail>();
        services.AddSingleton<SmtpTransport>().AddSingleton<FolderTransport>();
        services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<IOptions<SmtpOptions>>().Value.IsSet
            ? provider.GetRequiredService<SmtpTransport>()
            : provider.GetRequiredService<FolderTransport>());
        services.AddSingleton<DeliverMails>();
        services.AddHostedService(provider => provider.GetRequiredService<DeliverMails>());
        return services;
    }

    /// <summary>Messages to other systems: signed, and sent in the background.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section);
        services.AddSingleton<WebhookClient>().AddSingleton<DeliverWebhooks>();
        return services.AddHostedService(provider => provider.GetRequiredService<DeliverWebhooks>());
    }
}
