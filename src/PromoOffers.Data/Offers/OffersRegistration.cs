using Microsoft.Extensions.DependencyInjection;

namespace PromoOffers.Data.Offers;

/// <summary>The operations of Offers.</summary>
public static class OffersRegistration
{
    public static IServiceCollection AddOffers(this IServiceCollection services) => services
        .AddSingleton<ApprovedVersions>()
        .AddScoped<ReadOffer>().AddScoped<ReadOverview>().AddScoped<ReadLedger>()
        .AddScoped<CreateProgram>().AddScoped<RenameProgram>().AddScoped<DeleteProgram>()
        .AddScoped<CreateOffer>().AddScoped<CloneOffer>().AddScoped<RenameOffer>().AddScoped<MoveOffer>()
        .AddScoped<DeleteOffer>().AddScoped<ArchiveOffer>().AddScoped<RestoreOffer>()
        .AddScoped<PauseOffer>().AddScoped<ResumeOffer>().AddScoped<EndOffer>()
        .AddScoped<EditDraft>().AddScoped<SaveDraft>().AddScoped<DiscardDraft>().AddScoped<ApproveOffer>();
}
