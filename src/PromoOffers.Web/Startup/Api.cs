using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Features.Redemptions.Api;
using PromoOffers.Web.Features.Redemptions.Shop;
using PromoOffers.Web.Features.Shared.Api;
using Scalar.AspNetCore;

namespace PromoOffers.Web.Startup;

/// <summary>What programs speak to: keys, limits, one form of refusal, and the document that describes it all.</summary>
internal static class Api
{
    private const string DocumentAddress = "/api/v1/openapi.json";
    private const string ReferenceAddress = "/api/docs";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsAreUsable>();
        services.AddSingleton<KnownKeys>().AddSingleton<IAuthorizationHandler, ScopeCheck>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyScheme>(ApiKeyScheme.Name, null);
        // MVC sets its own afterwards.
        services.PostConfigure<ApiBehaviorOptions>(options =>
        {
            options.SuppressMapClientErrors = true; // ApiErrors gives each a body.
            options.InvalidModelStateResponseFactory = InvalidRequest.Answer;
        });
        services.Configure<JsonOptions>(options => options.JsonSerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict); // The document follows these.
        services.AddHostedService<ForgetAnswers>();
        return services.AddOpenApi("v1", ApiDocument.Describe);
    }

    /// <summary>The shop at /checkout: a program like any other, that happens to run here.</summary>
    public static IServiceCollection AddExampleShop(this IServiceCollection services)
    {
        services.AddOptions<ShopOptions>().BindConfiguration(ShopOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ShopOptions>, ShopOptionsAreUsable>();
        services.AddSingleton<ShopIsOpen>().AddSingleton<ShopBudgets>().AddSingleton<EvenTime>().AddSingleton<BasketCookie>();
        services.AddHttpClient<ShopApi>(client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
            .RemoveAllLoggers();
        return services;
    }

    public static void UseApiErrors(this IApplicationBuilder app) =>
        app.UseWhen(ApiErrors.IsApi, api => api.UseMiddleware<ApiErrors>().Use((context, next) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        }));

    /// <summary>After authorization has said who asks.</summary>
    public static void UseKeyBudgets(this IApplicationBuilder app) => app.UseMiddleware<KeyBudgets>();

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi(DocumentAddress).AllowAnonymous();
        app.MapScalarApiReference(ReferenceAddress, options => options
                .WithNonce()
                .WithTitle("PromoOffers API")
                .WithOpenApiRoutePattern(DocumentAddress) // The page itself puts the path base before it.
                .AddPreferredSecuritySchemes(ApiDocument.Scheme)
                .HideDeveloperTools()
                .DisableDefaultFonts()
                .DisableTelemetry()
                .DisableAgent()
                .DisableMcp()
                .HideClientButton())
            .AllowAnonymous().WithMetadata(new ApiReferenceAttribute());
    }
}
