using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace PromoOffers.Web.Startup;

/// <summary>
/// One line for each request, by its route template: the path itself may be a private link. No code, address, token or link
/// reaches a log, whoever writes it.
/// </summary>
public static class Logs
{
    private const string Unrouted = "(no route)";

    internal static void AddLogs(this WebApplicationBuilder builder)
    {
        var readable = builder.Environment.IsDevelopment();
        builder.Services.AddSerilog((services, log) => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .ReadFrom.Configuration(builder.Configuration)
            .ReadFrom.Services(services)
            // It opens a scope that puts the path on every line of a request.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // What it would tell of a failed statement, its caller tells; the server's own words repeat the values of a doubled key.
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LevelAlias.Off)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Update", LevelAlias.Off)
            .Enrich.With<WithoutPath>()
            .WriteTo.Sink(new ConsoleInBatches(new DiscreetFormatter(readable)), ConsoleInBatches.Options), preserveStaticLogger: true);
    }

    internal static void UseRequestLogs(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{Method} {Route} answered {Status} in {Elapsed:0} ms";
        options.GetLevel = Level;
        options.GetMessageTemplateProperties = (context, _, elapsed, status) =>
        [
            new LogEventProperty("Method", new ScalarValue(context.Request.Method)),
            new LogEventProperty("Route", new ScalarValue(Route(context))),
            new LogEventProperty("Status", new ScalarValue(status)),
            new LogEventProperty("Elapsed", new ScalarValue(elapsed)),
        ];
    });

    private static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } template ? "/" + template.TrimStart('/') : Unrouted;

    private static LogEventLevel Level(HttpContext context, double elapsed, Exception? failed)
    {
        if (failed is not null || context.Response.StatusCode >= StatusCodes.Status500InternalServerError) return LogEventLevel.Error;
        return context.Request.Path.StartsWithSegments("/health") ? LogEventLevel.Debug : LogEventLevel.Information;
    }

    private sealed class WithoutPath : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
    }
}
