using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.Access.Api;

/// <summary>How much a program may ask.</summary>
public sealed record ApiOptions
{
    public const string Section = "Api";

    /// <summary>Requests of one key in a minute, on each server.</summary>
    public int RequestsPerMinute { get; init; } = 6_000;
}

internal sealed class ApiOptionsAreUsable : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options) =>
        options.RequestsPerMinute >= 1
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Api:RequestsPerMinute takes a number from 1 on, not {options.RequestsPerMinute}.");
}

/// <summary>Counts what each key asks in a minute, and tells it with every answer how much is left.</summary>
public sealed class KeyBudgets(RequestDelegate next, IOptions<ApiOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<int, Window> windows = new();

    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity is not { IsAuthenticated: true, AuthenticationType: ApiKeyScheme.Name }) return next(context);
        var limit = options.Value.RequestsPerMinute;
        var (used, ends) = windows.GetOrAdd(context.User.KeyId(), _ => new Window()).Take(time.GetUtcNow());
        var headers = context.Response.Headers;
        headers["RateLimit-Limit"] = Text(limit);
        headers["RateLimit-Remaining"] = Text(Math.Max(0, limit - used));
        headers["RateLimit-Reset"] = Text(ends);
        if (used <= limit) return next(context);
        headers.RetryAfter = Text(ends);
        return ApiProblem.Of(StatusCodes.Status429TooManyRequests).Write(context);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Window
    {
        private readonly Lock gate = new();
        private DateTimeOffset ends;
        private int used;

        /// <returns>How many with this one, and the seconds until the count begins again.</returns>
        public (int Used, int Seconds) Take(DateTimeOffset now)
        {
            lock (gate)
            {
                if (now >= ends) (ends, used) = (now + Length, 0);
                if (used < int.MaxValue) used++;
                return (used, Math.Max(1, (int)Math.Ceiling((ends - now).TotalSeconds)));
            }
        }
    }
}
