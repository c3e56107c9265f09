using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Messaging;

namespace PromoOffers.Web.Startup;

/// <summary>Who staff are, and what they may do. Whatever does not say otherwise is for those who are signed in.</summary>
public static class StaffAccess
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 128;
    public const int TriesBeforePause = 5;
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>How long a changed role or a closed account may go unnoticed.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddStaffAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentity<StaffUser, StaffRole>(Rules)
            .AddEntityFrameworkStores<PromoOffersDb>()
            .AddSignInManager<StaffSignIn>()
            .AddClaimsPrincipalFactory<StaffPrincipal>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(Cookie);
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = Recheck);
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services
            .AddSingleton<StaffLinks>().AddSingleton<StaffMailSeal>().AddScoped<StaffMails>()
            .AddSingleton<PrepareSetup>().AddSingleton<MakeFirstAdministrator>().AddSingleton<InviteUser>().AddSingleton<SetPassword>()
            .AddSingleton<SendStaffMail>().AddSingleton<WriteAudit>().AddSingleton<ChangeRole>().AddSingleton<DeactivateUser>()
            .AddSingleton<ReactivateUser>().AddSingleton<SwitchOffTwoFactor>().AddSingleton<SaveRole>().AddSingleton<DeleteRole>()
            .AddSingleton<SaveSettings>()
            .AddSingleton<CreateApiKey>().AddSingleton<RevokeApiKey>().AddSingleton<NoteKeyUsed>();
    }

    private static void Rules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Lockout.MaxFailedAccessAttempts = TriesBeforePause;
        options.Lockout.DefaultLockoutTimeSpan = Pause;
        // Length is what makes a password hard to guess; rules on its signs make it hard to remember (NIST SP 800-63B, 5.1.1).
        options.Password.RequiredLength = ShortestPassword;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Password.RequiredUniqueChars = 5;
        options.Tokens.AuthenticatorIssuer = "PromoOffers";
    }

    private static void Cookie(Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "promooffers";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        options.Events.OnRedirectToLogin = context =>
        {
            if (!IsFetched(context.Request)) context.Response.Redirect(context.RedirectUri);
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
    }

    private static Task Answer(RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>A script is told that nobody is signed in; it would follow a redirect and take the form for its answer.</summary>
    private static bool IsFetched(HttpRequest request) => request.Headers.XRequestedWith == "fetch";
}
