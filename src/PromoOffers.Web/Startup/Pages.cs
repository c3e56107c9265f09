using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Startup;

/// <summary>Controllers, their views and what stands around every request of a person.</summary>
public static class Pages
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOperations().AddUploads().AddKit().AddStaffAccess().AddLimits().AddApi().AddMessaging().AddWebhooks().AddExampleShop();
        services.AddSingleton<SetupNotice>().AddSingleton<ParticipantLinks>();
        services.AddScoped<Features.Offers.ReadActivities>();
        services.AddScoped<Features.Offers.ReadDraft>();
        services.AddScoped<Features.Fulfillment.WriteSample>();
        services.AddSingleton<Features.Fulfillment.NotedViews>();
        services.AddAntiforgery(options => options.Cookie.Name = "promooffers-form");
        services.AddControllersWithViews(options =>
        {
            options.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            options.Filters.Add(new UnreadableForms());
            options.Conventions.Add(new RouteNames());
        });
        services.AddScoped<Features.Draws.ReadPublicDraws>();
        services.AddScoped<Features.Draws.ReadWinnersTab>();
        services.AddHostedService<Features.Offers.LedgerCheck>();
        services.AddHostedService<Features.Draws.KeepDrawings>();
        services.AddSingleton<ErasureBell>().AddHostedService<KeepErased>();
        return services;
    }

    /// <summary>After <see cref="Hosting.UseHosting"/>, which routes.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseExceptionHandler(StatusController.ErrorPath);
        app.UseStatusCodePagesWithReExecute(StatusController.Path);
        app.UseApiErrors();
        app.UseRouting();
        app.UseOutputCache();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseKeyBudgets();
        app.MapStaticAssets().AllowAnonymous();
        app.MapControllers();
        app.MapApi();
        // What is nowhere is nowhere for everybody; without an endpoint a visitor would be sent to the sign-in.
        app.MapFallback("{*path}", () => Results.NotFound()).AllowAnonymous();
        return app;
    }
}
