namespace PromoOffers.Domain.Fulfillment;

/// <summary>Sent: accepted by the mail server (or the folder). What SMTP cannot know is not claimed.</summary>
public enum DeliveryState { Queued, Sent, Deferred, Failed }

/// <summary>Which mail it is.</summary>
public enum DeliveryKind { SignUp, Fulfillment, Staff }

/// <summary>Why a mail was not sent, where it is not the mail server that says so.</summary>
public static class MailErrors
{
    public const string Erased = "Erased";
    public const string Replaced = "Replaced";
    public const string Withdrawn = "Withdrawn";
    public const string BadTemplate = "BadTemplate";
    public const string NotWritten = "NotWritten";
    public const string Unreachable = "Unreachable";
    public const string NotSecure = "NotSecure";
    public const string SignInRefused = "SignInRefused";
    public const string TimedOut = "TimedOut";
    public const string HungUp = "HungUp";
    public const string NotSent = "NotSent";
    public const string Folder = "Folder";
}

/// <summary>
/// A mail in the transactional outbox: written with what it tells of, sent by whichever server holds its lease,
/// at least once, under one Message-ID. What it says follows from the approved terms it names, the participant and the code.
/// </summary>
public sealed class Delivery
{
    private Delivery() { }

    /// <summary>A mail of an offer to a participant.</summary>
    public Delivery(DeliveryKind kind, int offerId, int versionId, long participantId, DateTime now)
        : this(kind, now) => (OfferId, VersionId, ParticipantId) = (offerId, versionId, participantId);

    /// <summary>A mail to staff (invitation, reset, alert); its content is protected by the key ring.</summary>
    public Delivery(string protectedContent, DateTime now) : this(DeliveryKind.Staff, now) => ProtectedContent = protectedContent;

    private Delivery(DeliveryKind kind, DateTime now) =>
        (Kind, MessageId, QueuedAt, NextAttemptAt) = (kind, PublicId.New(), now, now);

    public long Id { get; private set; }
    public DeliveryKind Kind { get; private set; }

    /// <summary>Left part of the Message-ID; the same for each attempt.</summary>
    public string MessageId { get; private set; } = "";
    public int? OfferId { get; private set; }

    /// <summary>The approved terms whose template it is written from.</summary>
    public int? VersionId { get; private set; }
    public long? ParticipantId { get; private set; }
    public long? AwardId { get; set; }

    /// <summary>The code it carries; the same when sent again.</summary>
    public long? CodeId { get; set; }

    /// <summary>Recipient, subject and body of a mail to staff; null for all others.</summary>
    public string? ProtectedContent { get; private set; }
    public DeliveryState State { get; set; } = DeliveryState.Queued;
    public DateTime QueuedAt { get; private set; }

    /// <summary>When the mail server accepted it last; null: never.</summary>
    public DateTime? SentAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>When it may be tried; null: it is at an end.</summary>
    public DateTime? NextAttemptAt { get; set; }
    public string? LeaseOwner { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>One of <see cref="MailErrors"/>, or what the mail server answered last, without the address; null: nothing wrong.</summary>
    public string? LastError { get; set; }

    /// <summary>Name of the .eml file where no mail server is set; null otherwise.</summary>
    public string? FileName { get; set; }
}
