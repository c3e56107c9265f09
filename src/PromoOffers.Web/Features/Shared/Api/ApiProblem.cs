using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>What went wrong (RFC 9457). Programs decide by <see cref="Code"/>, which never changes; the rest is for people.</summary>
public sealed record ApiProblem
{
    public const string ContentType = "application/problem+json";
    private const string Item = "problem of this request";

    public string Type { get; init; } = "about:blank";
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Code { get; init; }
    public string? Detail { get; init; }

    /// <summary>What is wrong with which part of the request.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The record that a use told afterwards left, though the code had another order.</summary>
    public string? ConflictId { get; init; }

    public static ApiProblem Of(int status, string code, string? detail = null) =>
        new() { Title = ReasonPhrases.GetReasonPhrase(status), Status = status, Code = code, Detail = detail };

    /// <summary>For an answer that nothing more is known of than its status.</summary>
    public static ApiProblem Of(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Of(status, "invalid_request"),
        StatusCodes.Status401Unauthorized => Of(status, "unauthorized", "The request needs a key that is in force: Authorization: Bearer po_…"),
        StatusCodes.Status403Forbidden => Of(status, "insufficient_scope", "The key does not have the scope for this."),
        StatusCodes.Status404NotFound => Of(status, "not_found"),
        StatusCodes.Status405MethodNotAllowed => Of(status, "method_not_allowed"),
        StatusCodes.Status408RequestTimeout => Of(status, "request_timeout"),
        StatusCodes.Status413PayloadTooLarge => Of(status, "body_too_large"),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "unsupported_media_type", "The body's Content-Type is not one that is read here."),
        StatusCodes.Status429TooManyRequests => Of(status, "rate_limited", "The key has made more requests than it may in this minute."),
        >= StatusCodes.Status500InternalServerError => Of(status, "internal_error", "Nothing is known of what became of the request; try again with the same Idempotency-Key."),
        _ => Of(status, "invalid_request"),
    };

    public IActionResult Answer() => ApiJson.Answer(Status, this);

    public Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(ApiJson.Write(this), context.RequestAborted);
    }

    /// <summary>Notes what the answer will say that has only a status so far.</summary>
    public void Note(HttpContext context) => context.Items[Item] = this;

    public static ApiProblem? Noted(HttpContext context) => context.Items[Item] as ApiProblem;
}
