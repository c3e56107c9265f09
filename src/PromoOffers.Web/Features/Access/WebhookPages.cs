using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

/// <param name="Last">Null: it was sent nothing yet.</param>
public sealed record WebhookRow(WebhookEndpoint Endpoint, WebhookDelivery? Last);

public sealed record WebhooksPage(IReadOnlyList<WebhookRow> Rows, string Zone);

public sealed record NewWebhookPage(WebhookForm Form);

/// <param name="Latest">One more than are shown, where there are more.</param>
public sealed record WebhookPage(WebhookEndpoint Endpoint, WebhookForm Form, IReadOnlyList<WebhookDelivery> Latest, string Zone, DateTime Now)
{
    public const int Size = 25;

    public IEnumerable<WebhookDelivery> Messages => Latest.Take(Size);

    /// <summary>The message before which the next page begins; null: this is the last.</summary>
    public long? Next => Latest.Count > Size ? Latest[Size - 1].Id : null;

    /// <summary>Null: only the present secret is good.</summary>
    public DateTime? FormerSecretUntil => Endpoint.FormerSecretUntil > Now ? Endpoint.FormerSecretUntil : null;
}

/// <summary>The secret before this one, and how long it is good.</summary>
public sealed record FormerSecret(DateTime Until, string Zone);

/// <param name="Former">Null: there was none.</param>
public sealed record WebhookSecretPage(WebhookKey Key, FormerSecret? Former);

public sealed class WebhookForm
{
    [Required, StringLength(WebhookEndpoint.MaxUrlLength)]
    public string? Url { get; set; }

    [StringLength(WebhookEndpoint.MaxDescriptionLength)]
    public string? Description { get; set; }
    public HashSet<string> Events { get; set; } = [];

    /// <summary>Once the form is checked.</summary>
    internal WebhookDescription Described => new(Url!.Trim(), Description?.Trim() ?? "", Events);

    public static WebhookForm Of(WebhookEndpoint endpoint) => new() { Url = endpoint.Url, Description = endpoint.Description, Events = [.. endpoint.Events] };
}

/// <summary>How webhooks are shown.</summary>
public static class WebhookWords
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>RedemptionRolledBack</c> for <c>redemption.rolled_back</c>: the end of the key of its text.</summary>
    public static string Word(string @event) => string.Concat(@event.Split('.', '_').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>The state of its chip.</summary>
    public static string State(this WebhookEndpoint endpoint) => endpoint.DisabledAt is null ? "Active" : "Deactivated";

    /// <summary>A sentence of ours where there is one, or what the other side said.</summary>
    public static string WebhookError(this Texts texts, string error) => texts.Has($"Webhooks.Error{error}") ? texts[$"Webhooks.Error{error}"] : error;

    public static string Readable(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json), Indented);
}
