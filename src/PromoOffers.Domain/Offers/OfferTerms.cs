namespace PromoOffers.Domain.Offers;

/// <summary>
/// Everything a marketer decides about an offer: the content of a draft and, once approved, what holds.
/// Immutable; a draft replaces its terms as a whole.
/// </summary>
public sealed record OfferTerms
{
    public const int MaxGoalCount = 1000;
    public const int MaxAwardsPerParticipant = 100;

    /// <summary>Languages of the public page and the e-mails; at least one of "en" and "fr", the first is the default.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["en", "fr"];

    public Prize Prize { get; init; } = new();

    public CodeRules Rules { get; init; } = new();

    /// <summary>First instant at which people can sign up, UTC; null: from the approval on.</summary>
    public DateTime? StartsAt { get; init; }

    /// <summary>Instant from which nobody can sign up any more, UTC; null: until somebody ends the offer.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>IANA name of the zone in which the marketer's dates are meant. Fixed after the first approval.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Null for a sweepstakes.</summary>
    public ReferralTerms? Referral { get; init; }

    /// <summary>Null for a referral offer.</summary>
    public SweepstakesTerms? Sweepstakes { get; init; }

    public SignUpForm Form { get; init; } = new();

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, PageTexts> Page { get; init; } = new Dictionary<string, PageTexts>();

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, MessageTemplate> SignUpEmail { get; init; } = new Dictionary<string, MessageTemplate>();

    /// <summary>By language.</summary>
    public IReadOnlyDictionary<string, MessageTemplate> FulfillmentEmail { get; init; } = new Dictionary<string, MessageTemplate>();

    public FulfillmentDelivery Delivery { get; init; } = FulfillmentDelivery.Automatic;

    /// <summary>Each Fulfillment Email carries one code of the offer's files.</summary>
    public bool UsePromoCodes { get; init; }

    /// <summary>The alert is mailed when fewer codes than this are free; null: ten per cent of those uploaded.</summary>
    public int? LowStockBelow { get; init; }

    /// <summary>Absolute http(s) address, by language; null or empty: none.</summary>
    public IReadOnlyDictionary<string, string> RulesLink { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute http(s) address, by language; null or empty: none.</summary>
    public IReadOnlyDictionary<string, string> PrivacyLink { get; init; } = new Dictionary<string, string>();

    public SharingTerms Sharing { get; init; } = new();

    /// <summary>The language to speak to somebody who would like <paramref name="wanted"/>.</summary>
    public string LanguageFor(string? wanted) => wanted is not null && Languages.Contains(wanted) ? wanted : Languages[0];
}

/// <summary>What a winner's code is worth.</summary>
public sealed record Prize
{
    public PrizeKind Kind { get; init; } = PrizeKind.Percent;

    /// <summary>Whole per cent for <see cref="PrizeKind.Percent"/>, minor units of the currency for <see cref="PrizeKind.Amount"/>, null otherwise.</summary>
    public long? Value { get; init; }

    /// <summary>ISO 4217; only for <see cref="PrizeKind.Amount"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>What the page and the e-mail call the prize, by language.</summary>
    public IReadOnlyDictionary<string, string> Label { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the code is redeemed; null: not said.</summary>
    public string? ShopAddress { get; init; }

    /// <summary>Last day of use in the offer's time zone, the whole day included; null: no end.</summary>
    public DateOnly? LastDay { get; init; }
}

/// <summary>
/// What has to hold for a code at checkout, beside its last day (<see cref="Prize.LastDay"/>); days are those of the offer's time zone.
/// </summary>
public sealed record CodeRules
{
    public const int MaxDaysAfterSending = 3650;

    /// <summary>First day of use; null: from the sending on.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>How many days after the day of its sending a code can be used, the last one included; null: no such limit.</summary>
    public int? DaysAfterSending { get; init; }

    /// <summary>The least an order comes to, minor units of <see cref="Currency"/>; null: any.</summary>
    public long? MinimumAmount { get; init; }

    /// <summary>ISO 4217; null where there is no least amount.</summary>
    public string? Currency { get; init; }

    /// <summary>The shopper has to be the participant that the code was sent to.</summary>
    public bool OnlyByHolder { get; init; }
}

/// <summary>How a referral offer is won.</summary>
public sealed record ReferralTerms
{
    public const int MaxEventLength = 50;

    /// <summary>Fixed after the first approval.</summary>
    public GoalType Goal { get; init; } = GoalType.ReferredSignUps;

    /// <summary>What the marketer's site or CRM calls the event that counts for <see cref="GoalType.CustomEvent"/>; null for another goal.</summary>
    public string? Event { get; init; }

    /// <summary>1 to <see cref="OfferTerms.MaxGoalCount"/>; 0 while a draft does not say yet.</summary>
    public int Count { get; init; }

    /// <summary>How many awards one participant can earn, one each time the goal is met.</summary>
    public int AwardsPerParticipant { get; init; } = 1;

    /// <summary>How many awards somebody with this much progress has earned.</summary>
    public int AwardsFor(int progress) => Count < 1 ? 0 : Math.Min(progress / Count, AwardsPerParticipant);
}

/// <summary>How often a sweepstakes draws.</summary>
public enum DrawingSchedule { OneTime, Daily, Weekly }

/// <summary>Whether somebody who has won once can win again: never in the sweepstakes, or in each of its drawings once.</summary>
public enum WinAgain { OnceInTheSweepstakes, OnceInADrawing }

/// <summary>How a sweepstakes is won.</summary>
public sealed record SweepstakesTerms
{
    public const int MaxExtraEntries = 1000;
    public const int MaxGraceMinutes = 7 * 24 * 60;
    public const int MaxWinners = 100_000;
    public const int MaxMinimumAge = 120;
    public const int MaxRedeemWithinDays = 365;

    /// <summary>Fixed after the first approval.</summary>
    public DrawingSchedule Schedule { get; init; }

    /// <summary>The day on which the period of a weekly drawing begins. Fixed after the first approval.</summary>
    public DayOfWeek Weekday { get; init; } = DayOfWeek.Monday;

    /// <summary>How many win in each drawing unless somebody chooses otherwise at Pick Winners.</summary>
    public int Winners { get; init; } = 1;
    public WinAgain WinAgain { get; init; }

    /// <summary>How many entries each friend adds who enters the same drawing; 0: none. Fixed after the first approval.</summary>
    public int ExtraEntriesPerFriend { get; init; } = 1;

    /// <summary>Extra entries that one participant can have in a drawing. Fixed after the first approval.</summary>
    public int MaxExtra { get; init; } = 10;

    /// <summary>How long after the closing an address can still be confirmed; then the list freezes. Fixed after the first approval.</summary>
    public int GraceMinutes { get; init; } = 60;

    /// <summary>Null: no minimum.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>ISO 3166-1 alpha-2; empty: wherever one lives.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>
    /// Where the public value is read that is mixed into each draw, as the rules name it in advance, such as a drand round; null: none.
    /// Fixed after the first approval.
    /// </summary>
    public string? PublicValueSource { get; init; }

    /// <summary>Whether the public page lists who won, by first name and initial.</summary>
    public bool ShowsWinners { get; init; }

    /// <summary>A winner who has not redeemed so many days after the code was sent can be replaced; null: never for that.</summary>
    public int? RedeemWithinDays { get; init; }

    /// <summary>The weight of an entry whose holder brought so many friends into the drawing.</summary>
    public int WeightWith(int friends) => 1 + Extra(friends);

    public int Extra(int friends) => (int)Math.Min((long)friends * ExtraEntriesPerFriend, MaxExtra);

    /// <summary>Whether somebody who lives there may enter; the country as its code, null or empty: not said.</summary>
    public bool Admits(string? country) => Countries.Count == 0 || (country is not null && Countries.Contains(country));
}

/// <summary>What the public page asks a participant for; the address always.</summary>
public sealed record SignUpForm
{
    public IReadOnlyList<PersonField> Fields { get; init; } = [new("firstName", Required: true)];

    public ConsentKind Consent { get; init; } = ConsentKind.OptIn;

    /// <summary>A sign-up counts once the address was confirmed by a button that POSTs.</summary>
    public bool ConfirmAddress { get; init; } = true;
}

/// <param name="Name">One of <see cref="Known"/>.</param>
/// <param name="Required">Nobody signs up without it.</param>
public sealed record PersonField(string Name, bool Required)
{
    public static readonly IReadOnlyList<string> Known = ["firstName", "lastName", "company", "phone", "city", "postalCode", "country"];
}

/// <summary>The texts of a public page in one language, plain text.</summary>
public sealed record PageTexts
{
    public string Headline { get; init; } = "";
    public string Description { get; init; } = "";
    public string Button { get; init; } = "";

    /// <summary>Shown beside the consent box.</summary>
    public string Consent { get; init; } = "";

    /// <summary>Shown once somebody has signed up.</summary>
    public string ThankYou { get; init; } = "";

    /// <summary>What a participant's friends read when the link is shared.</summary>
    public string ShareMessage { get; init; } = "";

    /// <summary>The same for one way of sharing, by <see cref="ShareNetwork"/>; where none stands, <see cref="ShareMessage"/> is taken.</summary>
    public IReadOnlyDictionary<string, string> ShareMessages { get; init; } = new Dictionary<string, string>();

    public string MessageFor(ShareNetwork network) =>
        ShareMessages.GetValueOrDefault($"{network}") is { Length: > 0 } message ? message : ShareMessage;
}

/// <summary>One e-mail in one language; Liquid (Fluid), with Marketo's two tokens allowed.</summary>
public sealed record MessageTemplate
{
    public string Subject { get; init; } = "";
    public string Html { get; init; } = "";
    public string Text { get; init; } = "";
}
