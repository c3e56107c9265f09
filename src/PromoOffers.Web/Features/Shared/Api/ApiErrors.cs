namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>Gives every refusal under /api a problem for a body, whoever refused: routing, authorization, an action, or a failure.</summary>
public sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await ApiProblem.Of(unreadable.StatusCode).Write(context);
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            Failed(failure);
            await ApiProblem.Of(StatusCodes.Status500InternalServerError).Write(context);
            return;
        }
        var response = context.Response;
        if (response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted || response.ContentType is not null) return;
        var noted = ApiProblem.Noted(context);
        await (noted?.Status == response.StatusCode ? noted : ApiProblem.Of(response.StatusCode)).Write(context);
    }

    [LoggerMessage(LogLevel.Error, "A request to the API failed.")]
    private partial void Failed(Exception failure);
}
