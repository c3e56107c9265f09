using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>How the API writes JSON: camel case, what is not there left out, times as RFC 3339 in UTC.</summary>
public static class ApiJson
{
    public const string ContentType = "application/json";

    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static ContentResult Answer(int status, object value) => Answer(status, Write(value));

    public static ContentResult Answer(int status, string json) => new()
    {
        StatusCode = status,
        ContentType = status >= StatusCodes.Status400BadRequest ? ApiProblem.ContentType : ContentType,
        Content = json,
    };
}
