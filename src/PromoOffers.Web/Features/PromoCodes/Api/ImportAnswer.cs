using System.ComponentModel;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Web.Features.PromoCodes.Api;

/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1; left out where it is about the whole line.</param>
/// <param name="Problem">What is wrong: <c>not_ascii</c>, <c>not_text</c>, <c>control_character</c>, <c>only_white_space</c>, <c>too_long</c>,
/// <c>white_space_around</c>, <c>repeated</c> or <c>taken</c>.</param>
/// <param name="FirstLine">For a repeated code: the line that has it first.</param>
public sealed record LineAnswer(int Line, int? Column, string Problem, int? FirstLine)
{
    internal static LineAnswer Of(LineFinding finding) => finding switch
    {
        LineProblem problem => new(problem.Line, problem.Column, Name(problem), null),
        RepeatedCode repeated => new(repeated.Line, null, "repeated", repeated.FirstLine),
        PaddedCode padded => new(padded.Line, null, "white_space_around", null),
        TakenCode taken => new(taken.Line, null, "taken", null),
        _ => throw new InvalidOperationException($"There is no answer to {finding.GetType()}."),
    };

    private static string Name(LineProblem problem) => problem switch
    {
        LineProblem.NotAscii => "not_ascii",
        LineProblem.NotText => "not_text",
        LineProblem.ControlCharacter => "control_character",
        LineProblem.OnlyWhiteSpace => "only_white_space",
        LineProblem.TooLong => "too_long",
        _ => throw new InvalidOperationException($"There is no answer to {problem.GetType()}."),
    };
}

public sealed record ImportAnswer
{
    public required string Id { get; init; }

    [Description("importing, held_back, published, rejected, removed or cut_short")]
    public required string State { get; init; }

    [Description("Why the file as a whole is not taken: utf16, compressed, binary, no_code, too_large or same_file.")]
    public string? Refusal { get; init; }
    public required DateTime ReceivedAt { get; init; }
    public required long Lines { get; init; }
    public required long EmptyLines { get; init; }

    [Description("Codes of the file that are stored.")]
    public required long Codes { get; init; }

    [Description("How many lines are wrong, begin or end with white space, stand in the file before, or are codes of another file.")]
    public required int Findings { get; init; }

    [Description("The first of them of each kind, by line. Codes themselves are not repeated.")]
    public IReadOnlyList<LineAnswer>? FirstFindings { get; init; }

    internal static ImportAnswer Of(CodeFile file)
    {
        var report = file.Report ?? new CodeFileReport();
        IEnumerable<LineFinding> first = [.. report.Problems.First, .. report.Padded.First, .. report.Repeated.First, .. report.Taken.First];
        var findings = report.Problems.Count + report.Padded.Count + report.Repeated.Count + report.Taken.Count;
        return new()
        {
            Id = file.PublicId,
            State = Name(file.State),
            Refusal = report.Refusal is { } refusal ? Name(refusal) : null,
            ReceivedAt = file.UploadedAt,
            Lines = file.Lines,
            EmptyLines = file.EmptyLines,
            Codes = file.Codes,
            Findings = findings,
            FirstFindings = findings == 0 ? null : [.. first.OrderBy(f => f.Line).Select(LineAnswer.Of)],
        };
    }

    private static string Name(CodeFileState state) => state switch
    {
        CodeFileState.Staging => "importing",
        CodeFileState.HeldBack => "held_back",
        CodeFileState.Published => "published",
        CodeFileState.Rejected => "rejected",
        CodeFileState.Removing or CodeFileState.Removed or CodeFileState.Discarded => "removed",
        CodeFileState.Abandoned => "cut_short",
    };

    private static string Name(FileRefusal refusal) => refusal switch
    {
        FileRefusal.WideCharacters => "utf16",
        FileRefusal.Compressed => "compressed",
        FileRefusal.Binary => "binary",
        FileRefusal.NoCode => "no_code",
        FileRefusal.TooLarge => "too_large",
        FileRefusal.SameFile => "same_file",
        FileRefusal.WrongExtension => "extension",
        _ => throw new InvalidOperationException($"There is no answer to {refusal}."),
    };
}
