using System.Threading.RateLimiting;

namespace PromoOffers.Web.Startup;

/// <summary>How often one address may try what can be guessed.</summary>
public static class Limits
{
    public const string SignIn = "sign-in";
    public const string Reset = "reset";
    public const string Setup = "setup";
    public const string SignUp = "sign-up";
    public const string Visit = "visit";

    public static IServiceCollection AddLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SignIn, context => Window(context, permits: 20, TimeSpan.FromMinutes(1)));
        options.AddPolicy(Reset, context => Window(context, permits: 5, TimeSpan.FromMinutes(10)));
        options.AddPolicy(Setup, context => Window(context, permits: 10, TimeSpan.FromMinutes(10)));
        // Settings: many people stand behind the one address of a company or a phone network.
        options.AddPolicy(SignUp, context => Window(context, Setting(context, "Limits:SignUpsPerMinute", 60), TimeSpan.FromMinutes(1)));
        options.AddPolicy(Visit, context => Window(context, Setting(context, "Limits:VisitsPerMinute", 240), TimeSpan.FromMinutes(1)));
        options.OnRejected = (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                rejected.HttpContext.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static int Setting(HttpContext context, string name, int usual) =>
        context.RequestServices.GetRequiredService<IConfiguration>().GetValue(name, usual);

    private static RateLimitPartition<string> Window(HttpContext context, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });
}
