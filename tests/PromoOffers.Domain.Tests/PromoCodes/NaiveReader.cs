using System.Text;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Domain.Tests.PromoCodes;

/// <summary>Reads a code file in the slowest and plainest way, to say what a fast reader should have found.</summary>
internal sealed class NaiveReader
{
    public Type? Refusal { get; private set; }
    public List<(int Line, string Code)> Codes { get; } = [];
    public List<(int Line, int Column, Type Kind)> Problems { get; } = [];
    public int EmptyLines { get; private set; }
    public bool HadByteOrderMark { get; private set; }
    public long Bytes { get; private set; }

    public static NaiveReader Read(byte[] file)
    {
        var reader = new NaiveReader { Bytes = file.Length, Refusal = RefusalOf(file.Take(4096).ToArray(), file.Length) };
        if (reader.Refusal is not null) return reader;
        // Latin-1 keeps each byte as one character.
        var text = Encoding.Latin1.GetString(file);
        reader.HadByteOrderMark = text.StartsWith("\u00EF\u00BB\u00BF", StringComparison.Ordinal);
        if (reader.HadByteOrderMark) text = text[3..];
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n').ToList();
        if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        for (var i = 0; i < lines.Count; i++) reader.Line(i + 1, lines[i]);
        if (reader.Codes.Count + reader.Problems.Count == 0) reader.Refusal = typeof(FileRefusal.NoCode);
        return reader;
    }

    private void Line(int number, string line)
    {
        if (line.Length == 0)
        {
            EmptyLines++;
            return;
        }
        for (var i = 0; i < line.Length; i++)
        {
            if (i == 255) Problems.Add((number, 256, typeof(LineProblem.TooLong)));
            else if (line[i] > 0x7F) Problems.Add((number, i + 1, BeginsWithACharacter(line[i..]) ? typeof(LineProblem.NotAscii) : typeof(LineProblem.NotText)));
            else if (line[i] is '\u007F' || (line[i] < ' ' && line[i] != '\t')) Problems.Add((number, i + 1, typeof(LineProblem.ControlCharacter)));
            else continue;
            return;
        }
        if (line.All(c => c is ' ' or '\t')) Problems.Add((number, 1, typeof(LineProblem.OnlyWhiteSpace)));
        else Codes.Add((number, line));
    }

    private static bool BeginsWithACharacter(string latin1)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var length = 2; length <= Math.Min(4, latin1.Length); length++)
        {
            try
            {
                if (strict.GetString(Encoding.Latin1.GetBytes(latin1[..length])).Length > 0) return true;
            }
            catch (DecoderFallbackException)
            {
                // Not with this many bytes.
            }
        }
        return false;
    }

    private static Type? RefusalOf(byte[] head, int length)
    {
        var hex = Convert.ToHexString(head);
        bool Starts(params string[] signatures) => signatures.Any(s => hex.StartsWith(s, StringComparison.Ordinal));
        if (Starts("FFFE", "FEFF", "0000FEFF")) return typeof(FileRefusal.WideCharacters);
        if (Starts("504B0304", "504B0506", "504B0708", "1F8B", "377ABCAF271C", "526172211A07", "FD377A585A00", "28B52FFD")) return typeof(FileRefusal.Compressed);
        if (Starts("D0CF11E0") || (Starts("255044462D") && head.Any(b => b > 127))) return typeof(FileRefusal.Binary);
        var pairs = head.Chunk(2).Where(pair => pair.Length == 2).ToList();
        if (pairs.Count > 0 && (length % 2 == 0 || length > 4096))
        {
            var first = (double)pairs.Count(pair => pair[0] == 0) / pairs.Count;
            var second = (double)pairs.Count(pair => pair[1] == 0) / pairs.Count;
            if ((first >= 0.7 && second <= 0.05) || (second >= 0.7 && first <= 0.05)) return typeof(FileRefusal.WideCharacters);
        }
        var controls = head.Count(b => b == 127 || (b < 32 && b is not (9 or 10 or 13)));
        return controls >= 4 && controls >= head.Length * 0.05 ? typeof(FileRefusal.Binary) : null;
    }
}
