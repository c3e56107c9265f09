namespace PromoOffers.Domain.Offers;

/// <summary>Which terms of a sweepstakes are complete, and which no longer change.</summary>
internal static class SweepstakesCheck
{
    private const string Of = nameof(OfferTerms.Sweepstakes);

    public static void Run(OfferTerms terms, OfferTerms? approved, Action<string, TermsProblemKind> add)
    {
        if (terms.EndsAt is null) add(nameof(OfferTerms.EndsAt), TermsProblemKind.Missing);
        if (terms.Sweepstakes is not { } draw)
        {
            add($"{Of}.Schedule", TermsProblemKind.Missing);
            return;
        }
        CheckNumbers(draw, add);
        if (terms is { StartsAt: { } start, EndsAt: { } end } && TimeZoneInfo.TryFindSystemTimeZoneById(terms.TimeZone, out var zone)
            && Periods.Between(start, end, draw.Schedule, draw.Weekday, zone).Count > Periods.Most)
            add(nameof(OfferTerms.EndsAt), TermsProblemKind.TooManyDrawings);
        if (approved is { Sweepstakes: { } before }) CheckFixed(terms, draw, approved, before, add);
    }

    private static void CheckNumbers(SweepstakesTerms draw, Action<string, TermsProblemKind> add)
    {
        Within(nameof(draw.Winners), draw.Winners, 1, SweepstakesTerms.MaxWinners);
        Within(nameof(draw.ExtraEntriesPerFriend), draw.ExtraEntriesPerFriend, 0, SweepstakesTerms.MaxExtraEntries);
        Within(nameof(draw.MaxExtra), draw.MaxExtra, 0, SweepstakesTerms.MaxExtraEntries);
        Within(nameof(draw.GraceMinutes), draw.GraceMinutes, 0, SweepstakesTerms.MaxGraceMinutes);
        Within(nameof(draw.MinimumAge), draw.MinimumAge ?? 1, 1, SweepstakesTerms.MaxMinimumAge);
        Within(nameof(draw.RedeemWithinDays), draw.RedeemWithinDays ?? 1, 1, SweepstakesTerms.MaxRedeemWithinDays);
        if (!draw.Countries.All(IsCountry)) add($"{Of}.Countries", TermsProblemKind.BadCountry);

        void Within(string field, int value, int least, int most)
        {
            if (value < least || value > most) add($"{Of}.{field}", TermsProblemKind.OutOfRange);
        }
    }

    /// <summary>Entries were made on these: the periods with their commitments, and what an entry weighs. The end can be moved on, for further drawings.</summary>
    private static void CheckFixed(OfferTerms terms, SweepstakesTerms draw, OfferTerms approved, SweepstakesTerms before, Action<string, TermsProblemKind> add)
    {
        Fixed(nameof(draw.Schedule), draw.Schedule == before.Schedule);
        Fixed(nameof(draw.Weekday), draw.Weekday == before.Weekday);
        Fixed(nameof(draw.ExtraEntriesPerFriend), draw.ExtraEntriesPerFriend == before.ExtraEntriesPerFriend);
        Fixed(nameof(draw.MaxExtra), draw.MaxExtra == before.MaxExtra);
        Fixed(nameof(draw.GraceMinutes), draw.GraceMinutes == before.GraceMinutes);
        Fixed(nameof(draw.PublicValueSource), draw.PublicValueSource == before.PublicValueSource);
        if (terms.StartsAt != approved.StartsAt) add(nameof(OfferTerms.StartsAt), TermsProblemKind.FixedAfterApproval);
        if (terms.EndsAt < approved.EndsAt || (terms.EndsAt > approved.EndsAt && draw.Schedule == DrawingSchedule.OneTime))
            add(nameof(OfferTerms.EndsAt), TermsProblemKind.FixedAfterApproval);

        void Fixed(string field, bool same)
        {
            if (!same) add($"{Of}.{field}", TermsProblemKind.FixedAfterApproval);
        }
    }

    private static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);
}
