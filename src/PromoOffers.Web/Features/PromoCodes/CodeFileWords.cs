using System.Globalization;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>The chip that shows what became of a file.</summary>
public static class CodeFileChip
{
    public static string Of(CodeFileState state) => state switch
    {
        CodeFileState.Published => "Good",
        CodeFileState.HeldBack => "Warn",
        CodeFileState.Rejected => "Bad",
        CodeFileState.Staging or CodeFileState.Removing => "Queued",
        CodeFileState.Removed or CodeFileState.Discarded or CodeFileState.Abandoned => "Archived",
    };
}

/// <summary>What was found in a file, in words.</summary>
public static class CodeFileWords
{
    /// <summary>Where a code has white space, and how much.</summary>
    public static string Spaces(this Texts texts, PaddedCode code)
    {
        string[] places = [
            .. code.Before > 0 ? [texts.Count("PromoCodes.SpacesBefore", code.Before)] : Array.Empty<string>(),
            .. code.After > 0 ? [texts.Count("PromoCodes.SpacesAfter", code.After)] : Array.Empty<string>(),
        ];
        return texts.Enumeration(places);
    }

    /// <summary>What is wrong with a line.</summary>
    public static string What(this Texts texts, LineProblem problem) => problem switch
    {
        LineProblem.NotAscii wrong => texts["PromoCodes.WrongNotAscii", wrong.Character],
        LineProblem.NotText wrong => texts["PromoCodes.WrongNotText", Hex(wrong.Value)],
        LineProblem.ControlCharacter wrong => texts["PromoCodes.WrongControl", Hex(wrong.Value)],
        LineProblem.OnlyWhiteSpace => texts["PromoCodes.WrongWhiteSpace"],
        LineProblem.TooLong => texts["PromoCodes.WrongTooLong", CodeFileReader.MaxCodeLength],
        _ => throw new InvalidOperationException($"There are no words for {problem}."),
    };

    /// <summary>How to mend it.</summary>
    public static string Mend(this Texts texts, LineProblem problem) => problem switch
    {
        LineProblem.NotAscii => texts["PromoCodes.MendNotAscii"],
        LineProblem.NotText => texts["PromoCodes.MendNotText"],
        LineProblem.ControlCharacter => texts["PromoCodes.MendControl"],
        LineProblem.OnlyWhiteSpace => texts["PromoCodes.MendWhiteSpace"],
        LineProblem.TooLong => texts["PromoCodes.MendTooLong"],
        _ => throw new InvalidOperationException($"There are no words for {problem}."),
    };

    /// <summary>A finding as a line of the full list: line, column, what is wrong, the line around it.</summary>
    public static IEnumerable<string> Cells(this Texts texts, LineFinding finding) => finding switch
    {
        LineProblem wrong => [Plain(wrong.Line), Plain(wrong.Column), texts.What(wrong), string.Concat(wrong.Excerpt.Select(p => p.Text))],
        PaddedCode padded => [Plain(padded.Line), "", $"{texts["PromoCodes.WrongPadded"]}: {texts.Spaces(padded)}", padded.Code],
        RepeatedCode repeated => [Plain(repeated.Line), "", $"{texts["PromoCodes.Repeats"]} {texts["PromoCodes.RepeatsLine", repeated.FirstLine]}", repeated.Code],
        TakenCode taken => [Plain(taken.Line), "", texts["PromoCodes.WrongTaken"], taken.Code],
        _ => throw new InvalidOperationException($"There are no words for {finding}."),
    };

    /// <summary>Why a file as a whole was not taken, and what to do now.</summary>
    public static (string Title, string Text) Refusal(this Texts texts, FileReport report) => report.Found.Refusal switch
    {
        FileRefusal.WrongExtension => (texts["PromoCodes.RefusedExtension", report.File.Name], texts["PromoCodes.RefusedExtensionText"]),
        FileRefusal.WideCharacters wide => (texts["PromoCodes.RefusedWide", report.File.Name, wide.FourBytes ? "UTF-32" : "UTF-16"], texts["PromoCodes.RefusedWideText"]),
        FileRefusal.Compressed => (texts["PromoCodes.RefusedCompressed", report.File.Name], texts["PromoCodes.RefusedCompressedText"]),
        FileRefusal.Binary => (texts["PromoCodes.RefusedBinary", report.File.Name], texts["PromoCodes.RefusedBinaryText"]),
        FileRefusal.NoCode => (texts["PromoCodes.RefusedEmpty", report.File.Name], texts["PromoCodes.RefusedEmptyText"]),
        FileRefusal.TooLarge large => (texts["PromoCodes.RefusedLarge", report.File.Name, Formats.Bytes(large.Limit, texts.Culture)], texts["PromoCodes.RefusedLargeText"]),
        FileRefusal.SameFile => (texts["PromoCodes.RefusedSame", report.File.Name], texts.Earlier(report)),
        var other => throw new InvalidOperationException($"There are no words for {other}."),
    };

    /// <summary>Until when the codes last.</summary>
    public static string Forecast(this Texts texts, StockForecast forecast, DateOnly today) => forecast switch
    {
        { Free: <= 0 } => texts["PromoCodes.NoneLeft"],
        _ when forecast.RunsOutOn(today) is { } day => texts.Count("PromoCodes.LastUntil", forecast.AwardsLately, Formats.LongDate(day, texts.Culture)),
        { AwardsLately: 0 } => texts["PromoCodes.NoneGiven"],
        _ => texts["PromoCodes.LastLong"],
    };

    private static string Earlier(this Texts texts, FileReport report) => report.Told.Same is { } same
        ? texts["PromoCodes.RefusedSameText", same.Name, Formats.DateAndTime(same.UploadedAt, report.Offer.Zone, texts.Culture), same.UploadedBy, same.OfferName]
        : texts["PromoCodes.RefusedSameGone"];

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(byte value) => value.ToString("X2", CultureInfo.InvariantCulture);
}
