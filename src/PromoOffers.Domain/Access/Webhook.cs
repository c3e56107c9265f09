namespace PromoOffers.Domain.Access;

/// <summary>An address of another system that is told what happens.</summary>
public sealed class WebhookEndpoint
{
    public const int MaxUrlLength = 500;
    public const int MaxDescriptionLength = 200;

    /// <summary>How long messages are signed with the secret before the last rotation too, so that the other side can change it in peace.</summary>
    public static readonly TimeSpan FormerSecretHolds = TimeSpan.FromHours(24);

    private WebhookEndpoint() { }

    public WebhookEndpoint(string url, string protectedSecret, string by, DateTime now) =>
        (PublicId, Url, ProtectedSecret, CreatedBy, CreatedAt) = (Domain.PublicId.New(), url, protectedSecret, by, now);

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string Description { get; private set; } = "";

    /// <summary>Names of the events it is told of, such as <c>code.redeemed</c>, comma-separated; <see cref="Events"/> reads it.</summary>
    public string EventNames { get; private set; } = "";

    /// <summary>What messages are signed with, protected by the key ring.</summary>
    public string ProtectedSecret { get; private set; } = "";

    /// <summary>The secret before the last rotation; messages are signed with both until <see cref="FormerSecretUntil"/>. Null: none.</summary>
    public string? ProtectedFormerSecret { get; private set; }
    public DateTime? FormerSecretUntil { get; private set; }
    public DateTime CreatedAt { get; private set; }
    public string CreatedBy { get; private set; } = "";

    /// <summary>Null while it is told.</summary>
    public DateTime? DisabledAt { get; private set; }

    public IReadOnlyList<string> Events => EventNames.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool IsTold(string @event) => DisabledAt is null && Events.Contains(@event);

    public void Describe(string url, string description, IEnumerable<string> events) =>
        (Url, Description, EventNames) = (url, description, string.Join(',', WebhookEvents.All.Intersect(events)));

    public void Rotate(string protectedSecret, DateTime now) =>
        (ProtectedSecret, ProtectedFormerSecret, FormerSecretUntil) = (protectedSecret, ProtectedSecret, now + FormerSecretHolds);

    public void Disable(DateTime now) => DisabledAt ??= now;

    public void Enable() => DisabledAt = null;
}

/// <summary>What a webhook can be told of.</summary>
public static class WebhookEvents
{
    public const string CodeSent = "code.sent";
    public const string CodeRedeemed = "code.redeemed";
    public const string RedemptionRolledBack = "redemption.rolled_back";
    public const string DrawFinalized = "draw.finalized";
    public const string PoolLow = "pool.low";

    /// <summary>Sent by hand, to whichever endpoint somebody tries.</summary>
    public const string Test = "webhook.test";

    /// <summary>Those that an endpoint chooses from.</summary>
    public static IReadOnlyList<string> All { get; } = [CodeSent, CodeRedeemed, RedemptionRolledBack, DrawFinalized, PoolLow];
}

/// <summary>What went wrong without an answer worth quoting; the interface has a sentence for each.</summary>
public static class WebhookErrors
{
    public const string AddressRefused = "AddressRefused";
    public const string TimedOut = "TimedOut";
    public const string Redirected = "Redirected";
    public const string Disabled = "Disabled";
}

/// <summary>Sent: the other side answered with a 2xx.</summary>
public enum WebhookDeliveryState { Queued, Sent, Deferred, Failed }

/// <summary>
/// A message to one endpoint, in the transactional outbox: written with what it tells of, sent by whichever server holds its lease, at
/// least once, under one id. It never holds a code.
/// </summary>
public sealed class WebhookDelivery
{
    public const int MaxErrorLength = 500;

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
    public WebhookDeliveryState State { get; private set; } = WebhookDeliveryState.Queued;
    public int Attempts { get; private set; }

    /// <summary>When it may be tried; null: it is at an end.</summary>
    public DateTime? NextAttemptAt { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>HTTP status of the last answer; null: there was none.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>One of <see cref="WebhookErrors"/>, or an excerpt of what the other side answered.</summary>
    public string? LastError { get; private set; }
    public string? LeaseOwner { get; private set; }
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>The other side has taken it.</summary>
    public void Accept(int status, DateTime now) =>
        (State, SentAt, LastStatus, LastError, NextAttemptAt, LeaseOwner, LeaseUntil) = (WebhookDeliveryState.Sent, now, status, null, null, null, null);

    /// <summary>It was not taken: it is tried again later, or has failed for good.</summary>
    /// <param name="status">HTTP status of the answer; null: there was none.</param>
    /// <param name="notBefore">When the other side wants to be asked again; null: it did not say.</param>
    /// <param name="forGood">Trying again is of no use.</param>
    public void Refuse(int? status, string error, DateTime? notBefore, bool forGood, DateTime now)
    {
        NextAttemptAt = forGood ? null : WebhookSchedule.Next(Attempts, now, notBefore);
        State = NextAttemptAt is null ? WebhookDeliveryState.Failed : WebhookDeliveryState.Deferred;
        (LastStatus, LastError) = (status, error.Length > MaxErrorLength ? error[..MaxErrorLength] : error);
        (LeaseOwner, LeaseUntil) = (null, null);
    }

    /// <summary>Tries it anew, as often as at first.</summary>
    public void Redeliver(DateTime now)
    {
        if (NextAttemptAt is not null) throw new RuleBroken("The message is on its way already.");
        (State, Attempts, NextAttemptAt, LeaseOwner, LeaseUntil) = (WebhookDeliveryState.Queued, 0, now, null, null);
    }
}
