using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Startup;

/// <summary>What every page stands on: texts in two languages, views in the folders of their features, headers.</summary>
public static class Kit
{
    public const string LanguageCookie = "language";
    public const string LanguageQuery = "lang";

    /// <summary>Bytes of all pages that are kept.</summary>
    private const long PagesForAMoment = 32 << 20;

    public static IServiceCollection AddKit(this IServiceCollection services) =>
        services.AddTexts().AddFeatureViews().AddSecurityHeaders().AddPagesForAMoment();

    public static IServiceCollection AddTexts(this IServiceCollection services)
    {
        services.AddSingleton(provider => new Texts(refuseMissing: !provider.GetRequiredService<IHostEnvironment>().IsProduction()));
        services.AddLocalization(); // Without its factory the messages of attributes are not looked up.
        services.ConfigureOptions<TextsForForms>();
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            var languages = Texts.Languages.Select(CultureInfo.GetCultureInfo).ToArray();
            (options.SupportedCultures, options.SupportedUICultures) = (languages, languages);
            options.DefaultRequestCulture = new RequestCulture("en");
            options.RequestCultureProviders =
            [
                // A page in a frame on another site keeps no cookie: its links carry the language.
                new QueryStringRequestCultureProvider { Options = options, QueryStringKey = LanguageQuery, UIQueryStringKey = LanguageQuery },
                new CookieRequestCultureProvider { Options = options, CookieName = LanguageCookie },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });
    }

    public static IServiceCollection AddFeatureViews(this IServiceCollection services)
    {
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViewLocations()));
        return services.Configure<MvcViewOptions>(options => options.HtmlHelperOptions.ClientValidationEnabled = false);
    }

    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services)
    {
        services.AddOptions<EmbeddingOptions>().BindConfiguration(EmbeddingOptions.Section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsAreOrigins>();
    }

    public static IServiceCollection AddPagesForAMoment(this IServiceCollection services) =>
        services.AddOutputCache(options =>
        {
            options.SizeLimit = PagesForAMoment;
            options.AddPolicy(PageForAMoment.Name, new PageForAMoment());
        });
}
