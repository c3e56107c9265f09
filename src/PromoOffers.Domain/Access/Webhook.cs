namespace PromoOffers.Domain.Access;

/// <summary>An address of another system that is told what happens.</summary>
public sealed class WebhookEndpoint
{
    public const int MaxUrlLength = 500;
    public const int MaxDescriptionLength = 200;

    private WebhookEndpoint() { }

    public WebhookEndpoint(string url, string protectedSecret, string by, DateTime now) =>
        (PublicId, Url, ProtectedSecret, CreatedBy, CreatedAt) = (Domain.PublicId.New(), url, protectedSecret, by, now);

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public string Url { get; set; } = "";
    public string Description { get; set; } = "";

    /// <summary>Names of the events it is told of, such as <c>code.redeemed</c>, comma-separated.</summary>
    public string EventNames { get; set; } = "";

    /// <summary>What messages are signed with, protected by the key ring.</summary>
    public string ProtectedSecret { get; set; } = "";

    /// <summary>The secret before the last rotation; messages are signed with both until <see cref="FormerSecretUntil"/>. Null: none.</summary>
    public string? ProtectedFormerSecret { get; set; }
    public DateTime? FormerSecretUntil { get; set; }
    public DateTime CreatedAt { get; private set; }
    public string CreatedBy { get; private set; } = "";

    /// <summary>Null while it is told.</summary>
    public DateTime? DisabledAt { get; set; }
}

/// <summary>Sent: the other side answered with a 2xx.</summary>
public enum WebhookDeliveryState { Queued, Sent, Deferred, Failed }

/// <summary>
/// A message to one endpoint, in the transactional outbox: written with what it tells of, sent by whichever server holds its lease, at
/// least once, under one id. It never holds a code.
/// </summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery() { }

    public WebhookDelivery(int endpointId, string @event, string payload, DateTime now) =>
        (PublicId, EndpointId, Event, Payload, QueuedAt, NextAttemptAt) = (Domain.PublicId.New(), endpointId, @event, payload, now, now);

    public long Id { get; private set; }

    /// <summary>The message's id, the same for each attempt.</summary>
    public string PublicId { get; private set; } = "";
    public int EndpointId { get; private set; }
    public string Event { get; private set; } = "";

    /// <summary>JSON, as it is signed and sent.</summary>
    public string Payload { get; private set; } = "";
    public DateTime QueuedAt { get; private set; }
    public WebhookDeliveryState State { get; set; } = WebhookDeliveryState.Queued;
    public int Attempts { get; set; }

    /// <summary>When it may be tried; null: it is at an end.</summary>
    public DateTime? NextAttemptAt { get; set; }
    public DateTime? SentAt { get; set; }

    /// <summary>HTTP status of the last answer; null: there was none.</summary>
    public int? LastStatus { get; set; }
    public string? LastError { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTime? LeaseUntil { get; set; }
}
