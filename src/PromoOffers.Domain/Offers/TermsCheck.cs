namespace PromoOffers.Domain.Offers;

/// <summary>Something that keeps a draft from being approved.</summary>
/// <param name="Field">Path of the field that mends it, such as <c>Referral.Count</c> or <c>Page.fr.Headline</c>.</param>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Detail">What in it is wrong, such as the unknown name; null: the kind says it all.</param>
public sealed record TermsProblem(string Field, TermsProblemKind Kind, string? Detail = null);

public enum TermsProblemKind
{
    Missing,
    OutOfRange,
    NoToken,
    BadAddress,
    BadTimeZone,
    BadCurrency,
    EndBeforeStart,
    FixedAfterApproval,
    TooLong,
    TooManyDrawings,
    BadCountry,

    /// <summary>Not an origin such as https://www.shop.example.</summary>
    BadOrigin,

    /// <summary>The page is on a site that may not show the offer in a frame.</summary>
    NotAnOrigin,

    /// <summary>A mail's template cannot be read.</summary>
    BadTemplate,

    /// <summary>A mail's template names something that mails do not know.</summary>
    UnknownName,
}

/// <summary>Which terms are complete.</summary>
public static class TermsCheck
{
    public static IReadOnlyList<TermsProblem> Problems(OfferKind kind, OfferTerms terms, OfferTerms? approved)
    {
        var problems = new List<TermsProblem>();
        void Add(string field, TermsProblemKind what) => problems.Add(new(field, what));

        if (terms.Languages.Count == 0) Add("Languages", TermsProblemKind.Missing);
        CheckPrize(terms, Add);
        CheckRules(terms, Add);
        CheckTimes(terms, approved, Add);
        if (kind == OfferKind.Referral) CheckReferral(terms, approved, Add);
        else SweepstakesCheck.Run(terms, approved, Add);
        SharingTerms.Check(terms.Sharing, problems.Add);
        foreach (var language in terms.Languages) CheckTexts(terms, language, Add);
        return problems;
    }

    /// <summary>Whether a template writes the code: either in Marketo's token or in ours.</summary>
    public static bool WritesCode(string template) =>
        template.Contains("social.Promo Code", StringComparison.Ordinal) || template.Contains("promo_code", StringComparison.Ordinal);

    private static void CheckPrize(OfferTerms terms, Action<string, TermsProblemKind> add)
    {
        var prize = terms.Prize;
        foreach (var language in terms.Languages.Where(l => string.IsNullOrWhiteSpace(prize.Label.GetValueOrDefault(l))))
            add($"Prize.Label.{language}", TermsProblemKind.Missing);
        if (prize.Kind == PrizeKind.Percent && prize.Value is not (>= 1 and <= 100))
            add("Prize.Value", prize.Value is null ? TermsProblemKind.Missing : TermsProblemKind.OutOfRange);
        if (prize.Kind == PrizeKind.Amount)
        {
            if (prize.Value is not > 0) add("Prize.Value", prize.Value is null ? TermsProblemKind.Missing : TermsProblemKind.OutOfRange);
            if (!Currency.IsCode(prize.Currency)) add("Prize.Currency", TermsProblemKind.BadCurrency);
        }
        if (!string.IsNullOrEmpty(prize.ShopAddress) && !WebAddress.Is(prize.ShopAddress)) add("Prize.ShopAddress", TermsProblemKind.BadAddress);
    }

    private static void CheckRules(OfferTerms terms, Action<string, TermsProblemKind> add)
    {
        var rules = terms.Rules;
        if (rules.FirstDay > terms.Prize.LastDay) add("Prize.LastDay", TermsProblemKind.EndBeforeStart);
        if (rules.DaysAfterSending is < 1 or > CodeRules.MaxDaysAfterSending) add("Rules.DaysAfterSending", TermsProblemKind.OutOfRange);
        if (rules.MinimumAmount is null) return;
        if (rules.MinimumAmount < 1) add("Rules.MinimumAmount", TermsProblemKind.OutOfRange);
        if (!Currency.IsCode(rules.Currency)) add("Rules.MinimumCurrency", TermsProblemKind.BadCurrency);
    }

    private static void CheckTimes(OfferTerms terms, OfferTerms? approved, Action<string, TermsProblemKind> add)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(terms.TimeZone, out _)) add("TimeZone", TermsProblemKind.BadTimeZone);
        if (approved is not null && approved.TimeZone != terms.TimeZone) add("TimeZone", TermsProblemKind.FixedAfterApproval);
        if (terms.EndsAt <= terms.StartsAt) add("EndsAt", TermsProblemKind.EndBeforeStart);
    }

    private static void CheckReferral(OfferTerms terms, OfferTerms? approved, Action<string, TermsProblemKind> add)
    {
        if (terms.Referral is not { } referral)
        {
            add("Referral.Count", TermsProblemKind.Missing);
            return;
        }
        if (referral.Count == 0) add("Referral.Count", TermsProblemKind.Missing);
        else if (referral.Count is < 1 or > OfferTerms.MaxGoalCount) add("Referral.Count", TermsProblemKind.OutOfRange);
        if (referral.AwardsPerParticipant is < 1 or > OfferTerms.MaxAwardsPerParticipant)
            add("Referral.AwardsPerParticipant", TermsProblemKind.OutOfRange);
        if (referral.Goal == GoalType.CustomEvent && string.IsNullOrWhiteSpace(referral.Event)) add("Referral.Event", TermsProblemKind.Missing);
        if (approved?.Referral is { } before && before.Goal != referral.Goal) add("Referral.Goal", TermsProblemKind.FixedAfterApproval);
    }

    private static void CheckTexts(OfferTerms terms, string language, Action<string, TermsProblemKind> add)
    {
        var page = terms.Page.GetValueOrDefault(language) ?? new PageTexts();
        if (string.IsNullOrWhiteSpace(page.Headline)) add($"Page.{language}.Headline", TermsProblemKind.Missing);
        if (string.IsNullOrWhiteSpace(page.Button)) add($"Page.{language}.Button", TermsProblemKind.Missing);
        if (terms.Form.Consent != ConsentKind.None && string.IsNullOrWhiteSpace(page.Consent)) add($"Page.{language}.Consent", TermsProblemKind.Missing);
        CheckEmail("SignUpEmail", terms.SignUpEmail.GetValueOrDefault(language), language, mustWriteCode: false, add);
        CheckEmail("FulfillmentEmail", terms.FulfillmentEmail.GetValueOrDefault(language), language, terms.UsePromoCodes, add);
        if (string.IsNullOrWhiteSpace(terms.RulesLink.GetValueOrDefault(language))) add($"RulesLink.{language}", TermsProblemKind.Missing);
        else if (!WebAddress.Is(terms.RulesLink[language])) add($"RulesLink.{language}", TermsProblemKind.BadAddress);
        if (terms.PrivacyLink.GetValueOrDefault(language) is { Length: > 0 } privacy && !WebAddress.Is(privacy))
            add($"PrivacyLink.{language}", TermsProblemKind.BadAddress);
    }

    private static void CheckEmail(string field, MessageTemplate? email, string language, bool mustWriteCode, Action<string, TermsProblemKind> add)
    {
        if (string.IsNullOrWhiteSpace(email?.Subject)) add($"{field}.{language}.Subject", TermsProblemKind.Missing);
        Part("Html", email?.Html);
        Part("Text", email?.Text);

        void Part(string part, string? template)
        {
            if (string.IsNullOrWhiteSpace(template)) add($"{field}.{language}.{part}", TermsProblemKind.Missing);
            else if (mustWriteCode && !WritesCode(template)) add($"{field}.{language}.{part}", TermsProblemKind.NoToken);
        }
    }
}
