using System.Buffers;

namespace PromoOffers.Domain.PromoCodes;

/// <summary>
/// Reads a file of codes, one per line, as its bytes come, however they are cut. Lines end in LF, CRLF or CR. A code has 1 to
/// <see cref="MaxCodeLength"/> characters, 0x20–0x7E and tab, and every space of a line is part of it. Memory does not depend on the
/// size of the file, and a line that is a code costs no allocation. Does no I/O.
/// </summary>
public sealed class CodeFileReader
{
    public const int MaxCodeLength = PromoCode.MaxLength;

    /// <summary>How many problems, and how many codes with white space at an end, are kept to be shown.</summary>
    public const int Shown = 100;

    /// <summary>Enough of a line to find its first problem, which stands in column 256 at the latest, and to show what follows it.</summary>
    private const int KeptOfLine = 512;

    private static readonly SearchValues<byte> CodeCharacters = SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    private readonly ICodeFileSink sink;
    private readonly long maxBytes;
    private readonly byte[] head = new byte[FileKind.Head];
    private readonly byte[] kept = new byte[KeptOfLine];
    private readonly List<LineProblem> firstProblems = [];
    private readonly List<PaddedCode> firstPadded = [];
    private int headLength;
    private bool headIsJudged;
    private FileRefusal? refusal;
    private int keptLength;
    private bool afterCarriageReturn;
    private long bytes;
    private int emptyLines, problems, padded;
    private bool hadByteOrderMark;
    private LineEnd? lineEnd;
    private bool lastLineEnds;

    /// <param name="sink">Told of every line but the empty ones.</param>
    /// <param name="maxBytes">The largest file, in bytes; at most 2^31−1, so that a line's number is an int.</param>
    public CodeFileReader(ICodeFileSink sink, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBytes, int.MaxValue);
        (this.sink, this.maxBytes) = (sink, maxBytes);
    }

    /// <summary>Lines that were codes so far.</summary>
    public int Codes { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Bytes => bytes;

    /// <summary>Takes the next bytes of the file.</summary>
    /// <returns>False: the file is refused already, and what follows makes no difference.</returns>
    public bool Read(ReadOnlySpan<byte> chunk)
    {
        if (refusal is not null) return false;
        bytes += chunk.Length;
        if (bytes > maxBytes)
        {
            refusal = new FileRefusal.TooLarge(maxBytes);
            return false;
        }
        if (!headIsJudged)
        {
            var taken = Math.Min(head.Length - headLength, chunk.Length);
            chunk[..taken].CopyTo(head.AsSpan(headLength));
            headLength += taken;
            chunk = chunk[taken..];
            if (headLength == head.Length) JudgeHead();
        }
        if (refusal is not null) return false;
        if (headIsJudged) Split(chunk);
        return true;
    }

    /// <summary>The file has ended.</summary>
    public CodeFileOutcome Finish()
    {
        if (!headIsJudged && refusal is null) JudgeHead();
        lastLineEnds = keptLength == 0;
        if (keptLength > 0) EndKeptLine();
        if (refusal is null && Codes + problems == 0) refusal = new FileRefusal.NoCode();
        if (refusal is not null) return new CodeFileOutcome.Refused(refusal);
        var counts = new CodeFileCounts(bytes, Codes + emptyLines + problems, Codes, emptyLines, problems, padded, hadByteOrderMark)
        {
            LineEnd = lineEnd ?? (afterCarriageReturn ? LineEnd.CR : LineEnd.LF),
            LastLineEnds = lastLineEnds,
        };
        return problems > 0 ? new CodeFileOutcome.Rejected(counts, firstProblems) : new CodeFileOutcome.Readable(counts, firstPadded);
    }

    private void JudgeHead()
    {
        headIsJudged = true;
        ReadOnlySpan<byte> first = head.AsSpan(0, headLength);
        refusal = FileKind.Refuse(first);
        if (refusal is not null) return;
        hadByteOrderMark = first.StartsWith(FileKind.Utf8Mark);
        Split(hadByteOrderMark ? first[FileKind.Utf8Mark.Length..] : first);
    }

    private void Split(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                var isPair = rest[0] == '\n';
                lineEnd ??= isPair ? LineEnd.CRLF : LineEnd.CR;
                if (isPair)
                {
                    rest = rest[1..];
                    continue;
                }
            }
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Keep(rest);
                return;
            }
            if (keptLength == 0)
            {
                Line(rest[..end]);
            }
            else
            {
                Keep(rest[..end]);
                EndKeptLine();
            }
            afterCarriageReturn = rest[end] == '\r';
            if (!afterCarriageReturn) lineEnd ??= LineEnd.LF;
            rest = rest[(end + 1)..];
        }
    }

    /// <summary>Holds on to the beginning of a line that a chunk has cut; what is over the buffer is over the longest code too.</summary>
    private void Keep(ReadOnlySpan<byte> part)
    {
        part = part[..Math.Min(part.Length, kept.Length - keptLength)];
        part.CopyTo(kept.AsSpan(keptLength));
        keptLength += part.Length;
    }

    private void EndKeptLine()
    {
        var length = keptLength;
        keptLength = 0;
        Line(kept.AsSpan(0, length));
    }

    private void Line(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            emptyLines++;
            return;
        }
        var wrong = line.IndexOfAnyExcept(CodeCharacters);
        if (wrong >= 0 || line.Length > MaxCodeLength) Problem(LineInspection.Describe(Number, line, wrong));
        else if (!IsWhiteSpace(line[0]) && !IsWhiteSpace(line[^1])) Code(line);
        else CodeWithWhiteSpaceAtAnEnd(line);
    }

    /// <summary>Of the line being looked at, which no count contains yet.</summary>
    private int Number => Codes + emptyLines + problems + 1;

    private static bool IsWhiteSpace(byte b) => b is (byte)' ' or (byte)'\t';

    private void Code(ReadOnlySpan<byte> code)
    {
        sink.Code(Number, code);
        Codes++;
    }

    private void CodeWithWhiteSpaceAtAnEnd(ReadOnlySpan<byte> line)
    {
        var before = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        if (before < 0)
        {
            Problem(LineInspection.OnlyWhiteSpace(Number, line));
            return;
        }
        var after = line.Length - 1 - line.LastIndexOfAnyExcept((byte)' ', (byte)'\t');
        if (firstPadded.Count < Shown) firstPadded.Add(new(Number, System.Text.Encoding.ASCII.GetString(line), before, after));
        padded++;
        sink.Padded(Number, line, before, after);
        Code(line);
    }

    private void Problem(LineProblem problem)
    {
        if (firstProblems.Count < Shown) firstProblems.Add(problem);
        problems++;
        sink.Problem(problem);
    }
}
