using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Offers;

/// <summary>The pages of the draft editor, in their order.</summary>
public enum DraftPart { SignUpPage, OfferDetails, Sharing, Rules, Emails, Advanced }

/// <summary>What is said in one language.</summary>
public sealed class LanguageForm
{
    [StringLength(100)]
    public string? Label { get; set; }

    [StringLength(120)]
    public string? Headline { get; set; }

    [StringLength(600)]
    public string? Description { get; set; }

    [StringLength(60)]
    public string? Button { get; set; }

    [StringLength(600)]
    public string? Consent { get; set; }

    [StringLength(600)]
    public string? ThankYou { get; set; }

    [StringLength(280)]
    public string? ShareMessage { get; set; }

    /// <summary>By <see cref="ShareNetwork"/>; empty: the one for all.</summary>
    public Dictionary<string, string?> ShareMessages { get; set; } = [];

    [StringLength(500)]
    public string? RulesLink { get; set; }

    [StringLength(500)]
    public string? PrivacyLink { get; set; }

    /// <summary>Null: not on the page.</summary>
    public MailForm? SignUpEmail { get; set; }
    public MailForm? FulfillmentEmail { get; set; }
}

public sealed class MailForm
{
    [StringLength(200)]
    public string? Subject { get; set; }

    [StringLength(200_000)]
    public string? Html { get; set; }

    [StringLength(50_000)]
    public string? Text { get; set; }
}

public enum FieldWish { NotAsked, Asked, Required }

/// <summary>The draft as it is typed; each page sends its own part, and the rest of the draft stays as it is.</summary>
public sealed class DraftForm
{
    public const string Prefix = "Form";

    private const string DateAndTime = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The version that the person is looking at.</summary>
    public int Version { get; set; }
    public Dictionary<string, LanguageForm> Texts { get; set; } = [];

    public PrizeKind PrizeKind { get; set; }

    /// <summary>As it is typed: an amount may have a comma.</summary>
    public string? PrizeValue { get; set; }
    public string? Currency { get; set; }

    [StringLength(500)]
    public string? ShopAddress { get; set; }
    public string? LastDay { get; set; }

    public CodeRulesForm Code { get; set; } = new();

    /// <summary>What the clocks of the offer's zone say; a time of the browser's own kind of field.</summary>
    public string? StartsAt { get; set; }
    public string? EndsAt { get; set; }
    public string? TimeZone { get; set; }
    public GoalType Goal { get; set; }

    /// <summary>What the marketer's own site calls what counts for a Custom Event.</summary>
    [StringLength(ReferralTerms.MaxEventLength)]
    public string? Event { get; set; }
    public int? Count { get; set; }
    public int? AwardsPerParticipant { get; set; }

    /// <summary>Of a sweepstakes.</summary>
    public SweepstakesForm Draw { get; set; } = new();
    public FulfillmentDelivery Delivery { get; set; }
    public bool UsePromoCodes { get; set; }
    public int? LowStockBelow { get; set; }

    public Dictionary<string, FieldWish> Fields { get; set; } = [];
    public ConsentKind Consent { get; set; }
    public bool ConfirmAddress { get; set; }

    /// <summary>"en", "fr", "en,fr" or "fr,en": the first is the default.</summary>
    public string? Languages { get; set; }

    public SharingForm Sharing { get; set; } = new();

    public static DraftForm Of(OfferTerms terms, int version) => new()
    {
        Version = version,
        Texts = Resources.Texts.Languages.ToDictionary(l => l, l => LanguageOf(terms, l)),
        PrizeKind = terms.Prize.Kind,
        PrizeValue = Shown(terms.Prize),
        Currency = terms.Prize.Currency,
        ShopAddress = terms.Prize.ShopAddress,
        LastDay = terms.Prize.LastDay?.ToString("O", CultureInfo.InvariantCulture),
        Code = CodeRulesForm.Of(terms.Rules),
        StartsAt = Local(terms.StartsAt, terms.TimeZone),
        EndsAt = Local(terms.EndsAt, terms.TimeZone),
        TimeZone = terms.TimeZone,
        Goal = terms.Referral?.Goal ?? GoalType.ReferredSignUps,
        Event = terms.Referral?.Event,
        Count = terms.Referral is { Count: > 0 and var count } ? count : null,
        AwardsPerParticipant = terms.Referral?.AwardsPerParticipant,
        Draw = terms.Sweepstakes is { } draw ? SweepstakesForm.Of(draw) : new(),
        Delivery = terms.Delivery,
        UsePromoCodes = terms.UsePromoCodes,
        LowStockBelow = terms.LowStockBelow,
        Fields = PersonField.Known.ToDictionary(n => n, n => WishOf(terms.Form, n)),
        Consent = terms.Form.Consent,
        ConfirmAddress = terms.Form.ConfirmAddress,
        Languages = string.Join(',', terms.Languages),
        Sharing = SharingForm.Of(terms.Sharing),
    };

    /// <summary>The terms with this page's part replaced. What cannot be read stays as it was, and is said in <paramref name="problems"/>.</summary>
    public OfferTerms Into(OfferTerms terms, DraftPart part, ModelStateDictionary problems, Texts texts) => part switch
    {
        DraftPart.SignUpPage => terms with { Page = PageTexts(terms), Form = SignUp() },
        DraftPart.OfferDetails => Details(terms, problems, texts),
        DraftPart.Sharing => terms with { Page = Shared(terms) },
        DraftPart.Rules => terms with { RulesLink = Told(terms.RulesLink, t => t.RulesLink), PrivacyLink = Told(terms.PrivacyLink, t => t.PrivacyLink) },
        DraftPart.Emails => terms with { SignUpEmail = Mails(terms.SignUpEmail, t => t.SignUpEmail), FulfillmentEmail = Mails(terms.FulfillmentEmail, t => t.FulfillmentEmail) },
        DraftPart.Advanced => terms with { Languages = Chosen(terms), Sharing = Sharing.Terms() },
    };

    private OfferTerms Details(OfferTerms terms, ModelStateDictionary problems, Texts texts)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone ?? "", out var found) ? found : TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone);
        return terms with
        {
            Prize = PrizeOf(terms.Prize, problems, texts),
            Rules = Code.Rules(terms.Rules, problems, texts),
            TimeZone = found is null ? terms.TimeZone : TimeZone!,
            StartsAt = Utc(StartsAt, nameof(StartsAt), zone, terms.StartsAt, problems, texts),
            EndsAt = Utc(EndsAt, nameof(EndsAt), zone, terms.EndsAt, problems, texts),
            Referral = terms.Referral is null ? null : Goals(),
            Sweepstakes = terms.Sweepstakes is null ? null : Draw.Terms(),
            Delivery = Delivery,
            UsePromoCodes = UsePromoCodes,
            LowStockBelow = LowStockBelow,
        };
    }

    private ReferralTerms Goals() => new()
    {
        Goal = Goal,
        Event = Goal == GoalType.CustomEvent ? Trimmed(Event) : null,
        Count = Count ?? 0,
        AwardsPerParticipant = AwardsPerParticipant ?? 1,
    };

    private Prize PrizeOf(Prize before, ModelStateDictionary problems, Texts texts)
    {
        var currency = PrizeKind == PrizeKind.Amount ? Currency?.Trim().ToUpperInvariant() : null;
        var value = before.Value;
        if (PrizeKind == PrizeKind.FreeText || string.IsNullOrWhiteSpace(PrizeValue)) value = null;
        else if (decimal.TryParse(PrizeValue.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var typed) && typed < 1_000_000_000)
            value = PrizeKind == PrizeKind.Percent ? (long)typed : Domain.Offers.Currency.ToMinor(typed, currency);
        else problems.AddModelError($"{Prefix}.{nameof(PrizeValue)}", texts["Shared.ErrorNumber"]);

        DateOnly? lastDay = null;
        if (!string.IsNullOrWhiteSpace(LastDay))
        {
            if (DateOnly.TryParseExact(LastDay, "O", out var day)) lastDay = day;
            else problems.AddModelError($"{Prefix}.{nameof(LastDay)}", texts["Shared.ErrorValue"]);
        }
        return new Prize { Kind = PrizeKind, Value = value, Currency = currency, Label = Told(before.Label, t => t.Label), ShopAddress = Trimmed(ShopAddress), LastDay = lastDay };
    }

    /// <summary>At the ends of the calendar a time zone would lead out of it.</summary>
    private const int FirstYear = 2000;
    private const int LastYear = 9000;

    private static DateTime? Utc(string? local, string field, TimeZoneInfo zone, DateTime? before, ModelStateDictionary problems, Texts texts)
    {
        if (string.IsNullOrWhiteSpace(local)) return null;
        if (DateTime.TryParseExact(local, [DateAndTime, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year is >= FirstYear and <= LastYear)
            return ZoneTime.ToUtc(time, zone);
        problems.AddModelError($"{Prefix}.{field}", texts["Shared.ErrorValue"]);
        return before;
    }

    private SignUpForm SignUp() => new()
    {
        Fields = [.. PersonField.Known.Where(n => Fields.GetValueOrDefault(n) != FieldWish.NotAsked).Select(n => new PersonField(n, Fields[n] == FieldWish.Required))],
        Consent = Consent,
        ConfirmAddress = ConfirmAddress,
    };

    // A language that the offer does not speak is not on the page, and keeps what it says for when it does.
    private Dictionary<string, PageTexts> PageTexts(OfferTerms terms) => Resources.Texts.Languages.ToDictionary(l => l, l => !Texts.TryGetValue(l, out var typed) ? Before(terms, l) : Before(terms, l) with
    {
        Headline = typed.Headline?.Trim() ?? "",
        Description = typed.Description?.Trim() ?? "",
        Button = typed.Button?.Trim() ?? "",
        Consent = typed.Consent?.Trim() ?? "",
        ThankYou = typed.ThankYou?.Trim() ?? "",
    });

    private Dictionary<string, PageTexts> Shared(OfferTerms terms) => Resources.Texts.Languages.ToDictionary(l => l, l =>
        Texts.TryGetValue(l, out var typed) ? Before(terms, l) with { ShareMessage = typed.ShareMessage?.Trim() ?? "", ShareMessages = SharingForm.Messages(typed.ShareMessages) } : Before(terms, l));

    private static PageTexts Before(OfferTerms terms, string language) => terms.Page.GetValueOrDefault(language) ?? new PageTexts();

    private Dictionary<string, MessageTemplate> Mails(IReadOnlyDictionary<string, MessageTemplate> before, Func<LanguageForm, MailForm?> which) =>
        Resources.Texts.Languages.ToDictionary(l => l, l => Texts.GetValueOrDefault(l) is { } typed && which(typed) is { } mail
            ? new MessageTemplate { Subject = mail.Subject?.Trim() ?? "", Html = mail.Html ?? "", Text = mail.Text ?? "" }
            : before.GetValueOrDefault(l) ?? new MessageTemplate());

    private Dictionary<string, string> Told(IReadOnlyDictionary<string, string> before, Func<LanguageForm, string?> which) =>
        Resources.Texts.Languages.Select(l => (Language: l, Text: Texts.TryGetValue(l, out var typed) ? which(typed) : before.GetValueOrDefault(l)))
            .Where(told => !string.IsNullOrWhiteSpace(told.Text)).ToDictionary(told => told.Language, told => told.Text!.Trim());

    private IReadOnlyList<string> Chosen(OfferTerms terms) =>
        Languages?.Split(',') is { Length: > 0 } chosen && chosen.All(Resources.Texts.Languages.Contains) ? [.. chosen.Distinct()] : terms.Languages;

    private static LanguageForm LanguageOf(OfferTerms terms, string language)
    {
        var page = Before(terms, language);
        return new()
        {
            Label = terms.Prize.Label.GetValueOrDefault(language),
            Headline = page.Headline,
            Description = page.Description,
            Button = page.Button,
            Consent = page.Consent,
            ThankYou = page.ThankYou,
            ShareMessage = page.ShareMessage,
            ShareMessages = Enum.GetNames<ShareNetwork>().ToDictionary(n => n, n => page.ShareMessages.GetValueOrDefault(n)),
            RulesLink = terms.RulesLink.GetValueOrDefault(language),
            PrivacyLink = terms.PrivacyLink.GetValueOrDefault(language),
            SignUpEmail = MailOf(terms.SignUpEmail.GetValueOrDefault(language)),
            FulfillmentEmail = MailOf(terms.FulfillmentEmail.GetValueOrDefault(language)),
        };
    }

    private static MailForm MailOf(MessageTemplate? mail) => new() { Subject = mail?.Subject, Html = mail?.Html, Text = mail?.Text };

    private static FieldWish WishOf(SignUpForm form, string name) =>
        form.Fields.FirstOrDefault(f => f.Name == name) is { } field ? field.Required ? FieldWish.Required : FieldWish.Asked : FieldWish.NotAsked;

    private static string? Shown(Prize prize) => prize.Kind == PrizeKind.Amount
        ? (prize.Value is { } value ? Domain.Offers.Currency.ToMajor(value, prize.Currency).ToString("0.###", CultureInfo.CurrentCulture) : null)
        : prize.Value?.ToString(CultureInfo.InvariantCulture);

    private static string? Local(DateTime? utc, string zone) =>
        utc is { } time && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? ZoneTime.ToLocal(time, found).ToString(DateAndTime, CultureInfo.InvariantCulture)
            : null;

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
