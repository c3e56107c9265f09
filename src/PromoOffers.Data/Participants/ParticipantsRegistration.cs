using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Participants;

/// <summary>The operations of Participants.</summary>
public static class ParticipantsRegistration
{
    public static IServiceCollection AddParticipants(this IServiceCollection services) => services
        .AddSingleton<ParticipantKeys>()
        .AddSingleton<OfferAtWork>()
        .AddSingleton<CreditReferrer>()
        .AddSingleton<SignUp>()
        .AddSingleton<SendLinkAgain>()
        .AddSingleton<ConfirmAddress>()
        .AddSingleton<RecordVisit>()
        .AddSingleton<RecordShare>()
        .AddSingleton<ReportEvent>()
        .AddSingleton<EraseParticipant>()
        .AddSingleton<ForgetMailFiles>()
        .AddScoped<ListParticipants>()
        .AddScoped<ExportParticipants>()
        .AddScoped<ViewCodes>();
}
