using System.Buffers;
using System.Text;

namespace PromoOffers.Domain.PromoCodes;

/// <summary>Says what is wrong with a line, and shows the place.</summary>
internal static class LineInspection
{
    /// <summary>Characters shown before and after the place.</summary>
    private const int Around = 24;

    private const char Ellipsis = '…';
    private const char NotText = '\uFFFD';
    private const char FirstControlPicture = '␀';
    private const char DeletePicture = '␡';

    /// <param name="number">Of the line.</param>
    /// <param name="line">Its first bytes, at least as many as are looked at here.</param>
    /// <param name="wrong">Index of the first byte that no code has; negative: none, the line is too long.</param>
    public static LineProblem Describe(int number, ReadOnlySpan<byte> line, int wrong)
    {
        if (wrong is < 0 or >= CodeFileReader.MaxCodeLength)
            return new LineProblem.TooLong(number, Excerpt(line, CodeFileReader.MaxCodeLength));
        // All before it is ASCII, one byte a character.
        var column = wrong + 1;
        var excerpt = Excerpt(line, wrong);
        if (line[wrong] < 0x80) return new LineProblem.ControlCharacter(number, column, excerpt, line[wrong]);
        return Rune.DecodeFromUtf8(line[wrong..], out var character, out _) == OperationStatus.Done
            ? new LineProblem.NotAscii(number, column, excerpt, character.ToString())
            : new LineProblem.NotText(number, column, excerpt, line[wrong]);
    }

    public static LineProblem OnlyWhiteSpace(int number, ReadOnlySpan<byte> line)
    {
        var shown = Encoding.ASCII.GetString(line[..Math.Min(line.Length, Around)]);
        return new LineProblem.OnlyWhiteSpace(number, line.Length > Around ? [new(shown, Wrong: true), Cut] : [new(shown, Wrong: true)]);
    }

    private static ExcerptPart Cut => new(Ellipsis.ToString(), Wrong: false);

    private static List<ExcerptPart> Excerpt(ReadOnlySpan<byte> line, int place)
    {
        var parts = new List<ExcerptPart>();
        var start = Math.Max(0, place - Around);
        if (start > 0) parts.Add(Cut);
        var text = new StringBuilder();
        var textIsWrong = false;
        var rest = line[start..];
        var at = start;
        for (var characters = 0; !rest.IsEmpty && characters <= Around + (place - start); characters++)
        {
            var status = Rune.DecodeFromUtf8(rest, out var character, out var length);
            if (status != OperationStatus.Done) length = 1;
            var wrong = status != OperationStatus.Done || !IsOfCode(character) || at == place;
            if (wrong != textIsWrong) Close(parts, text, textIsWrong);
            textIsWrong = wrong;
            Append(text, status, character);
            rest = rest[length..];
            at += length;
        }
        Close(parts, text, textIsWrong);
        if (!rest.IsEmpty) parts.Add(Cut);
        return parts;
    }

    private static bool IsOfCode(Rune character) => character.Value is '\t' or (>= 0x20 and <= 0x7E);

    private static void Append(StringBuilder text, OperationStatus status, Rune character)
    {
        if (status != OperationStatus.Done) text.Append(NotText);
        else if (character.Value == 0x7F) text.Append(DeletePicture);
        else if (character.Value < 0x20 && character.Value != '\t') text.Append((char)(FirstControlPicture + character.Value));
        else text.Append(character.ToString());
    }

    private static void Close(List<ExcerptPart> parts, StringBuilder text, bool wrong)
    {
        if (text.Length == 0) return;
        parts.Add(new(text.ToString(), wrong));
        text.Clear();
    }
}
