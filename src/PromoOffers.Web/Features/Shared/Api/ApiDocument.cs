using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Shared.Api;

/// <summary>What the OpenAPI document says beside what the actions say of themselves.</summary>
internal static class ApiDocument
{
    public const string Scheme = "key";
    private const string ProblemSchema = nameof(ApiProblem);

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            var pathBase = context.ApplicationServices.GetRequiredService<IOptions<SiteOptions>>().Value.PathBase;
            document.Info = new OpenApiInfo
            {
                Title = "PromoOffers",
                Version = "v1",
                Description = "Redeem promo codes at checkout, report events, bring codes and participants. Times are RFC 3339 in UTC, money is in minor units with an ISO 4217 currency. "
                    + "A refusal is a problem (RFC 9457) whose code never changes.",
            };
            document.Servers = [new OpenApiServer { Url = pathBase.HasValue ? pathBase.Value : "/" }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: po_…" },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeOperation);
        options.AddSchemaTransformer(LeaveOutWhatIsNull);
    }

    /// <summary>What is null is left out of an answer, so it cannot be required of one; of a body it can.</summary>
    private static Task LeaveOutWhatIsNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        foreach (var property in context.JsonTypeInfo.Properties)
            if (property.IsGetNullable && property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) != true) schema.Required?.Remove(property.Name);
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IPlainTextBody>().Any()) operation.RequestBody = PlainText();
        foreach (var other in operation.RequestBody?.Content?.Keys.Where(type => type is not (ApiController.Json or IPlainTextBody.MediaType)).ToList() ?? [])
            operation.RequestBody!.Content!.Remove(other);
        var needs = metadata.OfType<NeedsAttribute>().FirstOrDefault();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = needs is null ? [] : [ApiScopes.Name(needs.Scope)] }];
        var schema = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancel);
        context.Document?.AddComponent(ProblemSchema, schema);
        operation.Responses ??= [];
        foreach (var (status, meaning) in Common(operation, needs)) operation.Responses.TryAdd(status, new OpenApiResponse { Description = meaning });
        foreach (var (status, response) in operation.Responses)
        {
            if (status == "204") response.Content?.Clear();
            if (status[0] != '4' || response is not OpenApiResponse refused) continue;
            if (status == "429") refused.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Seconds("Seconds to wait.") };
            refused.Content = new Dictionary<string, OpenApiMediaType>
            {
                [ApiProblem.ContentType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
            };
        }
    }

    private static IEnumerable<(string Status, string Meaning)> Common(OpenApiOperation operation, NeedsAttribute? needs)
    {
        yield return ("401", "No key, or one that is not in force.");
        if (needs is not null) yield return ("403", $"The key does not have the scope {ApiScopes.Name(needs.Scope)}.");
        yield return ("429", "The key has made more requests than it may in this minute.");
        if (operation.RequestBody is null) yield break;
        if (operation.RequestBody.Content?.ContainsKey(ApiController.Json) == true) yield return ("400", "The request cannot be understood.");
        yield return ("413", "The body is too large.");
        yield return ("415", "The body is of another type.");
    }

    private static OpenApiRequestBody PlainText() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [IPlainTextBody.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A code a line." } },
        },
    };

    private static OpenApiHeader Seconds(string meaning) =>
        new() { Description = meaning, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } };
}
