using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Web.Features.Participants.Api;

/// <param name="VoidedAt">When it was replaced by another one.</param>
public sealed record CodeEntry(string Code, DateTime SentAt, DateTime? RedeemedAt, DateTime? VoidedAt);

public sealed partial record ParticipantEntry
{
    public required string Id { get; init; }

    [Description("Left out once the person was erased.")]
    public string? Email { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required string Language { get; init; }
    public required DateTime JoinedAt { get; init; }
    public DateTime? ConfirmedAt { get; init; }

    [Description("When the person agreed to marketing; left out where they did not.")]
    public DateTime? ConsentedAt { get; init; }

    [Description("Address to share; its last part names the participant in an event.")]
    public required string ShareAddress { get; init; }
    public required int Progress { get; init; }
    public required int Awards { get; init; }
    public required int CodesSent { get; init; }

    [Description("not_yet, awaiting_code, awaiting_delivery, queued, sent, deferred, failed or redeemed")]
    public required string Prize { get; init; }

    [Description("The codes that were sent; with the scope prizes alone.")]
    public IReadOnlyList<CodeEntry>? Codes { get; init; }

    internal static ParticipantEntry Of(Participant person, string shareAddress, IEnumerable<CodeEntry>? codes) => new()
    {
        Id = person.EntryId,
        Email = person.Email,
        FirstName = person.FirstName,
        LastName = person.LastName,
        Language = person.Language,
        JoinedAt = person.JoinedAt,
        ConfirmedAt = person.ConfirmedAt,
        ConsentedAt = person.ConsentedAt,
        ShareAddress = shareAddress,
        Progress = person.Progress,
        Awards = person.Awards,
        CodesSent = person.CodesSent,
        Prize = Capital().Replace($"{person.Prize}", "_$0").ToLowerInvariant(),
        Codes = codes?.ToList(),
    };

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex Capital();
}

public sealed record ParticipantBody
{
    [Required, StringLength(Participant.MaxEmailLength)]
    public string? Email { get; init; }

    [StringLength(Participant.MaxNameLength)]
    public string? FirstName { get; init; }

    [StringLength(Participant.MaxNameLength)]
    public string? LastName { get; init; }

    [Description("en or fr; the offer's first language where it is left out or the offer does not speak it.")]
    [StringLength(2)]
    public string? Language { get; init; }

    [Description("Whether the person agrees to marketing.")]
    public bool? Consents { get; init; }

    [Description("The share token of whoever brought this person.")]
    [StringLength(100)]
    public string? ReferredBy { get; init; }

    [Description("For a sweepstakes that is open to some countries: where the person lives, two letters (ISO 3166-1).")]
    [StringLength(2)]
    public string? Country { get; init; }

    [Description("For a sweepstakes: the person accepts its rules, and is as old as they ask.")]
    public bool? AcceptsRules { get; init; }

    internal SignUpRequest Request(int offerId, string email, OfferTerms terms)
    {
        var fields = new Dictionary<string, string> { ["firstName"] = FirstName?.Trim() ?? "", ["lastName"] = LastName?.Trim() ?? "" };
        if (!string.IsNullOrWhiteSpace(Country)) fields["country"] = Country.Trim().ToUpperInvariant();
        return new(offerId, email, terms.LanguageFor(Language), fields, Consents ?? false, ReferredBy) { AcceptsRules = AcceptsRules ?? false };
    }
}

/// <param name="Accepted">Always true: only the mailbox learns whether the address was new.</param>
public sealed record AcceptedAnswer(bool Accepted);

public sealed record EventBody
{
    private const int LongestAddress = Domain.Participants.Participant.MaxEmailLength;

    [Description("Share token, or e-mail address, of the participant that it counts for.")]
    [Required, StringLength(LongestAddress)]
    public string? Participant { get; init; }

    [Description("The event's name, as the offer's goal has it.")]
    [Required, StringLength(ReferralTerms.MaxEventLength)]
    public string? Event { get; init; }

    [Description("The source's own id of what happened, such as the number of an order.")]
    [Required, StringLength(ReportedEvent.MaxSourceIdLength)]
    public string? SourceId { get; init; }
}

/// <param name="Counted">False: it was told before, and counted then.</param>
/// <param name="Progress">What counts towards the participant's goal by now.</param>
/// <param name="Awards">Prizes that the participant has earned.</param>
public sealed record EventAnswer(bool Counted, int Progress, int Awards);
