using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>The header by which a program may safely ask again.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IdempotencyKeyAttribute : RegularExpressionAttribute
{
    public const string Header = "Idempotency-Key";

    public IdempotencyKeyAttribute() : base("^[\\x21-\\x7e]{1,255}$") => ErrorMessage = "One key a request: 1 to 255 visible ASCII characters.";
}

/// <summary>From what was done once to what is answered.</summary>
internal static class OnceAnswers
{
    private const string Replayed = "Idempotency-Replayed";

    /// <param name="asked">What makes the request the same: its body, and the resource it names.</param>
    public static OnceRequest Request(int keyId, string route, string key, params object[] asked) =>
        new(keyId, route, key, SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', asked.Select(ApiJson.Write)))));

    public static GivenAnswer Given(int status, object value) => new(status, ApiJson.Write(value));

    public static GivenAnswer Given(ApiProblem problem) => Given(problem.Status, problem);

    public static IActionResult Answer(this OnceOutcome outcome, HttpResponse response)
    {
        switch (outcome)
        {
            case OnceOutcome.Answered(var answer, var replayed):
                if (replayed) response.Headers[Replayed] = "true";
                return ApiJson.Answer(answer.Status, answer.Body);
            case OnceOutcome.KeyReused:
                return ApiProblem.Of(422, "idempotency_key_reused", $"This Idempotency-Key was used for another request within the last {AnsweredRequest.KeptFor.Days} days.").Answer();
            case OnceOutcome.InProgress:
                response.Headers.RetryAfter = "1";
                return ApiProblem.Of(409, "request_in_progress", "A request with this Idempotency-Key is still being answered.").Answer();
            default:
                throw new InvalidOperationException($"There is no answer to {outcome}.");
        }
    }
}
