using System.Text.Json.Serialization;

namespace PromoOffers.Domain.PromoCodes;

/// <summary>Something that a person is told of one line of a file.</summary>
/// <param name="Line">From 1.</param>
[JsonDerivedType(typeof(LineProblem.NotAscii), "notAscii")]
[JsonDerivedType(typeof(LineProblem.NotText), "notText")]
[JsonDerivedType(typeof(LineProblem.ControlCharacter), "control")]
[JsonDerivedType(typeof(LineProblem.OnlyWhiteSpace), "whiteSpace")]
[JsonDerivedType(typeof(LineProblem.TooLong), "tooLong")]
[JsonDerivedType(typeof(PaddedCode), "padded")]
[JsonDerivedType(typeof(RepeatedCode), "repeated")]
[JsonDerivedType(typeof(TakenCode), "taken")]
public abstract record LineFinding(int Line);

/// <summary>Why a line cannot be a code. A line is reported once, at the first character that is wrong.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">In characters, from 1.</param>
/// <param name="Excerpt">The line around that place.</param>
[JsonDerivedType(typeof(NotAscii), "notAscii")]
[JsonDerivedType(typeof(NotText), "notText")]
[JsonDerivedType(typeof(ControlCharacter), "control")]
[JsonDerivedType(typeof(OnlyWhiteSpace), "whiteSpace")]
[JsonDerivedType(typeof(TooLong), "tooLong")]
public abstract record LineProblem(int Line, int Column, IReadOnlyList<ExcerptPart> Excerpt) : LineFinding(Line)
{
    /// <param name="Character">One Unicode character, read as UTF-8.</param>
    public sealed record NotAscii(int Line, int Column, IReadOnlyList<ExcerptPart> Excerpt, string Character) : LineProblem(Line, Column, Excerpt);

    /// <param name="Value">A byte above 0x7F that is not UTF-8: a character of some older encoding, which the file does not name.</param>
    public sealed record NotText(int Line, int Column, IReadOnlyList<ExcerptPart> Excerpt, byte Value) : LineProblem(Line, Column, Excerpt);

    /// <param name="Value">0x00 to 0x1F without tab and line ends, or 0x7F.</param>
    public sealed record ControlCharacter(int Line, int Column, IReadOnlyList<ExcerptPart> Excerpt, byte Value) : LineProblem(Line, Column, Excerpt);

    /// <summary>Spaces and tabs, and nothing else.</summary>
    public sealed record OnlyWhiteSpace(int Line, IReadOnlyList<ExcerptPart> Excerpt) : LineProblem(Line, 1, Excerpt);

    /// <summary>More than <see cref="CodeFileReader.MaxCodeLength"/> characters; the column is that of the first one too many.</summary>
    public sealed record TooLong(int Line, IReadOnlyList<ExcerptPart> Excerpt) : LineProblem(Line, CodeFileReader.MaxCodeLength + 1, Excerpt);
}

/// <summary>A stretch of a line as a person reads it.</summary>
/// <param name="Text">A control character is its picture (␀ to ␡), a byte that is not text is U+FFFD.</param>
/// <param name="Wrong">These characters are what is wrong.</param>
public sealed record ExcerptPart(string Text, bool Wrong);

/// <summary>A code that begins or ends with white space, which is part of it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Code">With that white space.</param>
/// <param name="Before">Spaces and tabs before its first other character.</param>
/// <param name="After">Spaces and tabs after its last other character.</param>
public sealed record PaddedCode(int Line, string Code, int Before, int After) : LineFinding(Line);

/// <summary>A code that stands in the file before.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Code">The code.</param>
/// <param name="FirstLine">The line that has it first, and keeps it.</param>
public sealed record RepeatedCode(int Line, string Code, int FirstLine) : LineFinding(Line);

/// <summary>A code that is in the system already; a code belongs to one offer.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Code">The code.</param>
/// <param name="OfferId">The offer that has it.</param>
/// <param name="FileId">The file it came with.</param>
public sealed record TakenCode(int Line, string Code, int OfferId, int FileId) : LineFinding(Line);
