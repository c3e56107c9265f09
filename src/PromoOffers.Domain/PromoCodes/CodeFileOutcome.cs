using System.Text.Json.Serialization;

namespace PromoOffers.Domain.PromoCodes;

/// <summary>What became of a code file that was read to its end.</summary>
public abstract record CodeFileOutcome
{
    private CodeFileOutcome() { }

    /// <summary>Every line is a code or empty, and there is at least one code.</summary>
    /// <param name="Counts">What was counted.</param>
    /// <param name="FirstPadded">The first <see cref="CodeFileReader.Shown"/> codes that begin or end with white space.</param>
    public sealed record Readable(CodeFileCounts Counts, IReadOnlyList<PaddedCode> FirstPadded) : CodeFileOutcome;

    /// <summary>Lines that cannot be codes: nothing of the file is stored.</summary>
    /// <param name="Counts">What was counted.</param>
    /// <param name="FirstProblems">The first <see cref="CodeFileReader.Shown"/> of them.</param>
    public sealed record Rejected(CodeFileCounts Counts, IReadOnlyList<LineProblem> FirstProblems) : CodeFileOutcome;

    /// <summary>Not a file of codes at all.</summary>
    public sealed record Refused(FileRefusal Why) : CodeFileOutcome;
}

/// <param name="Bytes">All bytes of the file, a byte-order mark included.</param>
/// <param name="Lines">Codes, empty lines and problems together.</param>
/// <param name="Codes">Lines that are codes, repeated ones included.</param>
/// <param name="EmptyLines">Lines of zero characters, which are left out.</param>
/// <param name="Problems">Lines that cannot be codes; each counts once.</param>
/// <param name="Padded">Codes that begin or end with white space.</param>
/// <param name="HadByteOrderMark">A UTF-8 byte-order mark stood first and was dropped.</param>
public sealed record CodeFileCounts(long Bytes, int Lines, int Codes, int EmptyLines, int Problems, int Padded, bool HadByteOrderMark)
{
    /// <summary>How its lines end, so that they can be written the same way again.</summary>
    public LineEnd LineEnd { get; init; }

    /// <summary>Whether the last line has an end, too.</summary>
    public bool LastLineEnds { get; init; }
}

/// <summary>Where a file mixes them, the one of its first line.</summary>
public enum LineEnd { LF, CRLF, CR }

/// <summary>Why a file as a whole is not taken.</summary>
[JsonDerivedType(typeof(WrongExtension), "extension")]
[JsonDerivedType(typeof(WideCharacters), "wide")]
[JsonDerivedType(typeof(Compressed), "compressed")]
[JsonDerivedType(typeof(Binary), "binary")]
[JsonDerivedType(typeof(NoCode), "noCode")]
[JsonDerivedType(typeof(TooLarge), "tooLarge")]
[JsonDerivedType(typeof(SameFile), "same")]
public abstract record FileRefusal
{
    private FileRefusal() { }

    /// <summary>Its name does not end in <see cref="CodeFileName.Extension"/>.</summary>
    public sealed record WrongExtension : FileRefusal;

    /// <summary>Two or four bytes for each character, told by a byte-order mark or by the zeros in between.</summary>
    public sealed record WideCharacters(bool FourBytes = false) : FileRefusal;

    /// <summary>An archive, or a workbook of today's Excel, which is one.</summary>
    public sealed record Compressed : FileRefusal;

    /// <summary>An image, a program, a document: not text.</summary>
    public sealed record Binary : FileRefusal;

    /// <summary>No code in it: no byte, or empty lines alone.</summary>
    public sealed record NoCode : FileRefusal;

    /// <param name="Limit">Bytes a file may have at the most.</param>
    public sealed record TooLarge(long Limit) : FileRefusal;

    /// <summary>The same bytes were uploaded before, and are still there.</summary>
    /// <param name="FileId">The earlier file.</param>
    public sealed record SameFile(int FileId) : FileRefusal;
}
