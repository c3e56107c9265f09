using System.Text.Json;

namespace PromoOffers.Web.Tests.Redemptions;

/// <summary>What the OpenAPI document says, read as a program that was generated from it would.</summary>
internal sealed class ApiSchema(JsonElement document)
{
    public static async Task<ApiSchema> Of(HttpClient client) =>
        new(JsonSerializer.Deserialize<JsonElement>(await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken)));

    /// <summary>Every operation: <c>POST /api/v1/validations</c>.</summary>
    public IEnumerable<string> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select $"{operation.Name.ToUpperInvariant()} {path.Name}";

    public IEnumerable<int> Statuses(string operation) =>
        Responses(operation).EnumerateObject().Select(response => int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What of an answer is not as the document says; null: all is.</summary>
    public string? WhatIsWrong(string operation, int status, string? mediaType, string body)
    {
        if (!Responses(operation).TryGetProperty($"{status}", out var response)) return $"{status} is not documented.";
        if (!response.TryGetProperty("content", out var content) || !content.EnumerateObject().Any()) return body.Length == 0 ? null : "A body where none is documented.";
        if (!content.TryGetProperty(mediaType ?? "", out var documented)) return $"{mediaType} is not documented.";
        return WhatIsWrong(JsonSerializer.Deserialize<JsonElement>(body), documented.GetProperty("schema"), "body");
    }

    private JsonElement Responses(string operation)
    {
        var parts = operation.Split(' ');
        return document.GetProperty("paths").GetProperty(parts[1]).GetProperty(parts[0].ToLowerInvariant()).GetProperty("responses");
    }

    private string? WhatIsWrong(JsonElement value, JsonElement schema, string where)
    {
        schema = Resolved(schema);
        if (schema.TryGetProperty("oneOf", out var choices)) return choices.EnumerateArray().Select(choice => WhatIsWrong(value, choice, where)).Aggregate((a, b) => a is null || b is null ? null : b);
        if (schema.TryGetProperty("type", out var type) && !Types(type).Contains(TypeOf(value))) return $"{where} is {TypeOf(value)}, not {string.Join(" or ", Types(type))}.";
        return value.ValueKind switch
        {
            JsonValueKind.Object => ObjectIsWrong(value, schema, where),
            JsonValueKind.Array => value.EnumerateArray().Select((item, i) => WhatIsWrong(item, schema.GetProperty("items"), $"{where}[{i}]")).FirstOrDefault(wrong => wrong is not null),
            _ => null,
        };
    }

    private string? ObjectIsWrong(JsonElement value, JsonElement schema, string where)
    {
        if (schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => !value.TryGetProperty(name, out _)) is { } missing) return $"{where}.{missing} is missing.";
        if (!schema.TryGetProperty("properties", out var properties)) return schema.TryGetProperty("additionalProperties", out _) ? null : $"{where} is not documented.";
        foreach (var property in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(property.Name, out var documented)) return $"{where}.{property.Name} is not documented.";
            if (WhatIsWrong(property.Value, documented, $"{where}.{property.Name}") is { } wrong) return wrong;
        }
        return null;
    }

    private JsonElement Resolved(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return schema;
    }

    private static List<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => $"{kind}".ToLowerInvariant(),
    };
}
