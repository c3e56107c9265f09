using System.Text;
using CsCheck;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Domain.Tests.PromoCodes;

/// <summary>
/// Whatever the bytes and however they are cut: never an unhandled error, never a code that is not in the file, never a line lost.
/// The oracle holds the file in memory and goes through it byte by byte.
/// </summary>
public sealed class CodeFileReaderProperties
{
    private const int Files = 100_000;

    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[0, 400];

    private static readonly Gen<byte[]> Code = Gen.OneOf(Gen.Byte[0x20, 0x7E], Gen.Byte[0x30, 0x39], Gen.OneOf(Gen.Const((byte)' '), Gen.Const((byte)'\t'))).Array[1, 20];
    private static readonly Gen<byte[]> LongCode = Gen.Byte[0x41, 0x5A].Array[250, 700];
    private static readonly Gen<byte[]> LineEnd = OneOf([10], [13, 10], [13], [10, 13], [13, 13, 10]);
    private static readonly Gen<byte[]> Letter = Gen.Int[0x80, 0xFFFF].Where(Rune.IsValid).Select(c => Encoding.UTF8.GetBytes(new Rune(c).ToString()));
    private static readonly Gen<byte[]> Odd = Gen.OneOf(Letter, Gen.Byte[0x80, 0xFF].Array[1, 2], Gen.Byte[0, 0x1F].Array[1, 1], Gen.Const<byte[]>([0x7F]), Gen.Const<byte[]>([0xEF, 0xBB, 0xBF]));

    private static readonly Gen<byte[]> Mostly = Gen.Frequency((20, Code), (20, LineEnd), (1, LongCode));
    private static readonly Gen<byte[]> Mixed = Gen.Frequency((20, Code), (20, LineEnd), (1, LongCode), (4, Odd));
    private static readonly Gen<byte[]> Structured = Gen.OneOf(Mostly.Array[0, 40], Mixed.Array[0, 40]).Select(Joined);
    private static readonly Gen<byte[]> Large = Gen.Select(Mixed.Array[1, 30].Select(Joined), Gen.Int[1, 60], (part, times) => Joined([.. Enumerable.Repeat(part, times)]));

    private static readonly Gen<byte[]> Beginning = Gen.Frequency(
        (12, Gen.Const<byte[]>([])),
        (3, Gen.Const<byte[]>([0xEF, 0xBB, 0xBF])),
        (2, OneOf([0xEF, 0xBB], [0xFF, 0xFE], [0xFE, 0xFF], [0x50, 0x4B, 3, 4], [0x1F, 0x8B], [0xFF, 0xFE, 0, 0])));

    private static readonly Gen<byte[]> Wide = Gen.Select(Structured, Gen.Bool, (file, bigEndian) =>
        (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetBytes(Encoding.Latin1.GetString(file)));

    private static readonly Gen<byte[]> File = Gen.Frequency(
        (3, AnyBytes),
        (10, Gen.Select(Beginning, Structured, (a, b) => Joined([a, b]))),
        (1, Wide),
        (1, Large));

    private static readonly Gen<(byte[] File, int[] Cuts)> CutFile = Gen.Select(File, Gen.Int[1, 300].Array[0, 30]);

    [Fact]
    public void A_hundred_thousand_files_are_read_as_a_naive_reader_reads_them() => CutFile.Sample(
        sample =>
        {
            var lines = new CollectedLines();
            var reader = new CodeFileReader(lines, int.MaxValue);
            foreach (var chunk in Chunks(sample.File, sample.Cuts)) reader.Read(chunk);
            return Agrees(reader.Finish(), lines, NaiveReader.Read(sample.File));
        },
        iter: Files,
        print: sample => $"{Convert.ToHexString(sample.File)} cut at {string.Join(',', sample.Cuts)}");

    private static bool Agrees(CodeFileOutcome outcome, CollectedLines lines, NaiveReader naive) => outcome switch
    {
        CodeFileOutcome.Refused refused => refused.Why.GetType() == naive.Refusal,
        CodeFileOutcome.Readable readable => naive.Refusal is null && naive.Problems.Count == 0
            && Counts(readable.Counts, naive) && Same(lines, naive),
        CodeFileOutcome.Rejected rejected => naive.Refusal is null && naive.Problems.Count > 0
            && Counts(rejected.Counts, naive) && Same(lines, naive) && rejected.FirstProblems.SequenceEqual(lines.Problems.Take(CodeFileReader.Shown)),
        _ => false,
    };

    private static bool Counts(CodeFileCounts counts, NaiveReader naive) =>
        counts.Codes == naive.Codes.Count && counts.EmptyLines == naive.EmptyLines && counts.Problems == naive.Problems.Count
        && counts.Lines == naive.Codes.Count + naive.EmptyLines + naive.Problems.Count
        && counts.Padded == naive.Codes.Count(c => c.Code[0] is ' ' or '\t' || c.Code[^1] is ' ' or '\t')
        && counts.HadByteOrderMark == naive.HadByteOrderMark && counts.Bytes == naive.Bytes;

    private static bool Same(CollectedLines lines, NaiveReader naive) =>
        lines.Codes.SequenceEqual(naive.Codes)
        && lines.Problems.Select(p => (p.Line, p.Column, p.GetType())).SequenceEqual(naive.Problems)
        && lines.Padded.All(p => p.Code.Trim(' ', '\t').Length == p.Code.Length - p.Before - p.After);

    private static IEnumerable<byte[]> Chunks(byte[] file, int[] cuts)
    {
        var at = 0;
        foreach (var cut in cuts)
        {
            var length = Math.Min(cut, file.Length - at);
            yield return file[at..(at + length)];
            at += length;
        }
        yield return file[at..];
    }

    private static Gen<byte[]> OneOf(params byte[][] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static byte[] Joined(byte[][] parts) => [.. parts.SelectMany(part => part)];
}
