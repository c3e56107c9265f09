using Microsoft.AspNetCore.Mvc;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>The answer to a request that cannot be understood.</summary>
internal static class InvalidRequest
{
    public static IActionResult Answer(ActionContext context) => (ApiProblem.Of(StatusCodes.Status400BadRequest, "invalid_request") with
    {
        Detail = "Some part of the request is missing or not as it should be; errors says which.",
        Errors = context.ModelState.Where(entry => entry.Value!.Errors.Count > 0)
            .ToDictionary(entry => Named(entry.Key), entry => entry.Value!.Errors.Select(error => error.ErrorMessage).ToArray()),
    }).Answer();

    public static IActionResult Answer(string part, string problem) => (ApiProblem.Of(StatusCodes.Status400BadRequest, "invalid_request") with
    {
        Errors = new Dictionary<string, string[]> { [part] = [problem] },
    }).Answer();

    /// <summary>The path of the JSON value, or the name of the header or parameter, as the caller writes them.</summary>
    private static string Named(string key) =>
        key.StartsWith('$') ? key : string.Join('.', key.Split('.').Select(part => part.Length > 0 && !part.Contains('-', StringComparison.Ordinal) ? char.ToLowerInvariant(part[0]) + part[1..] : part));
}
