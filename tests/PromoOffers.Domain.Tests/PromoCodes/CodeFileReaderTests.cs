using System.Globalization;
using System.IO.Compression;
using System.Text;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Domain.Tests.PromoCodes;

public sealed class CodeFileReaderTests
{
    [Theory]
    [InlineData("A1\nB2\nC3\n", LineEnd.LF, true)]
    [InlineData("A1\r\nB2\r\nC3\r\n", LineEnd.CRLF, true)]
    [InlineData("A1\rB2\rC3\r", LineEnd.CR, true)]
    [InlineData("A1\nB2\r\nC3", LineEnd.LF, false)]
    [InlineData("A1\rB2\nC3", LineEnd.CR, false)]
    public void Lines_end_in_LF_CRLF_or_CR_and_the_last_may_have_no_end(string file, LineEnd lineEnd, bool lastLineEnds)
    {
        var (outcome, lines) = CollectedLines.Read(file);

        Assert.Equal([(1, "A1"), (2, "B2"), (3, "C3")], lines.Codes);
        Assert.Equal(new(file.Length, 3, 3, 0, 0, 0, false) { LineEnd = lineEnd, LastLineEnds = lastLineEnds }, Assert.IsType<CodeFileOutcome.Readable>(outcome).Counts);
    }

    [Fact]
    public void Every_byte_from_0x20_to_0x7E_and_tab_can_stand_in_a_code()
    {
        var code = "x\t" + string.Concat(Enumerable.Range(0x20, 0x5F).Select(b => (char)b));

        var (outcome, lines) = CollectedLines.Read(code + "\n");

        Assert.IsType<CodeFileOutcome.Readable>(outcome);
        Assert.Equal([(1, code)], lines.Codes);
    }

    [Fact]
    public void Codes_that_differ_in_case_or_white_space_are_three_codes()
    {
        var (_, lines) = CollectedLines.Read("ABC\nabc\nABC \n");

        Assert.Equal(["ABC", "abc", "ABC "], lines.Codes.Select(c => c.Code));
    }

    [Fact]
    public void A_code_of_255_characters_is_the_longest()
    {
        var (good, lines) = CollectedLines.Read(new string('a', 255) + "\n");
        var (bad, _) = CollectedLines.Read("x\n" + new string('a', 247) + "QX5V77LMKrest\n");

        Assert.IsType<CodeFileOutcome.Readable>(good);
        Assert.Equal(255, lines.Codes.Single().Code.Length);
        var problem = Assert.IsType<LineProblem.TooLong>(Assert.IsType<CodeFileOutcome.Rejected>(bad).FirstProblems.Single());
        Assert.Equal((2, 256), (problem.Line, problem.Column));
        Assert.Equal([new("…", false), new("aaaaaaaaaaaaaaaaQX5V77LM", false), new("K", true), new("rest", false)], problem.Excerpt);
    }

    [Fact]
    public void A_line_of_a_hundred_million_characters_costs_no_memory()
    {
        var lines = new CollectedLines();
        var reader = new CodeFileReader(lines, int.MaxValue);
        var chunk = new byte[100_000];
        Array.Fill(chunk, (byte)'A');
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) reader.Read(chunk);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.IsType<LineProblem.TooLong>(Assert.IsType<CodeFileOutcome.Rejected>(reader.Finish()).FirstProblems.Single());
    }

    [Fact]
    public void A_line_that_is_a_code_costs_no_allocation()
    {
        var reader = new CodeFileReader(new Forgetting(), int.MaxValue);
        var chunk = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(i => i.ToString("D11", CultureInfo.InvariantCulture) + "\r\n")) + "cut");
        reader.Read(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10; i++) reader.Read(chunk);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.Equal(110_000, reader.Codes);
    }

    [Fact]
    public void Empty_lines_are_left_out_and_counted()
    {
        var (outcome, lines) = CollectedLines.Read("\nA1\n\n\r\nB2\n\r");

        Assert.Equal([(2, "A1"), (5, "B2")], lines.Codes);
        Assert.Equal(4, Assert.IsType<CodeFileOutcome.Readable>(outcome).Counts.EmptyLines);
    }

    [Fact]
    public void A_UTF8_byte_order_mark_before_ASCII_is_dropped_and_told()
    {
        var (outcome, lines) = CollectedLines.Read([0xEF, 0xBB, 0xBF, .. "A1\nB2\n"u8]);

        Assert.Equal([(1, "A1"), (2, "B2")], lines.Codes);
        Assert.True(Assert.IsType<CodeFileOutcome.Readable>(outcome).Counts.HadByteOrderMark);
    }

    [Fact]
    public void Columns_after_a_byte_order_mark_do_not_count_it()
    {
        var (outcome, _) = CollectedLines.Read([0xEF, 0xBB, 0xBF, .. "É1\n"u8]);

        Assert.Equal(1, Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single().Column);
    }

    [Fact]
    public void A_byte_order_mark_further_on_is_a_character_that_no_code_has()
    {
        var (outcome, _) = CollectedLines.Read([.. "A1\n"u8, 0xEF, 0xBB, 0xBF, .. "B2\n"u8]);

        Assert.Equal("\uFEFF", Assert.IsType<LineProblem.NotAscii>(Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single()).Character);
    }

    [Fact]
    public void A_character_outside_ASCII_is_named_with_its_line_and_column()
    {
        var (outcome, _) = CollectedLines.Read([.. Encoding.UTF8.GetBytes("A1\nCAFÉ-20-XK41\n")]);

        var problem = Assert.IsType<LineProblem.NotAscii>(Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single());
        Assert.Equal((2, 4, "É"), (problem.Line, problem.Column, problem.Character));
        Assert.Equal([new("CAF", false), new("É", true), new("-20-XK41", false)], problem.Excerpt);
    }

    [Fact]
    public void A_character_of_four_bytes_is_one_character()
    {
        var (outcome, _) = CollectedLines.Read(Encoding.UTF8.GetBytes("WIN🎁20é\n"));

        var problem = Assert.IsType<LineProblem.NotAscii>(Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single());
        Assert.Equal((4, "🎁"), (problem.Column, problem.Character));
        Assert.Equal([new("WIN", false), new("🎁", true), new("20", false), new("é", true)], problem.Excerpt);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_told_by_its_value()
    {
        var (outcome, _) = CollectedLines.Read("CAF\u00C9-20\n");

        var problem = Assert.IsType<LineProblem.NotText>(Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single());
        Assert.Equal((1, 4, 0xC9), (problem.Line, problem.Column, problem.Value));
        Assert.Equal([new("CAF", false), new("\uFFFD", true), new("-20", false)], problem.Excerpt);
    }

    [Theory]
    [InlineData(0x00, "␀")]
    [InlineData(0x0B, "␋")]
    [InlineData(0x1B, "␛")]
    [InlineData(0x7F, "␡")]
    public void A_control_character_is_told_by_its_value_and_shown_as_a_picture(int value, string picture)
    {
        var (outcome, _) = CollectedLines.Read("AB" + (char)value + "C\n");

        var problem = Assert.IsType<LineProblem.ControlCharacter>(Assert.IsType<CodeFileOutcome.Rejected>(outcome).FirstProblems.Single());
        Assert.Equal((1, 3, value), (problem.Line, problem.Column, problem.Value));
        Assert.Equal([new("AB", false), new(picture, true), new("C", false)], problem.Excerpt);
    }

    [Fact]
    public void A_line_of_white_space_only_is_a_problem_and_not_an_empty_line()
    {
        var (outcome, _) = CollectedLines.Read("A1\n \t \nB2\n");

        var rejected = Assert.IsType<CodeFileOutcome.Rejected>(outcome);
        Assert.Equal(0, rejected.Counts.EmptyLines);
        var problem = Assert.IsType<LineProblem.OnlyWhiteSpace>(rejected.FirstProblems.Single());
        Assert.Equal((2, 1), (problem.Line, problem.Column));
        Assert.Equal([new(" \t ", true)], problem.Excerpt);
    }

    [Fact]
    public void The_first_hundred_problems_are_kept_all_are_counted_and_the_sink_gets_each()
    {
        var (outcome, lines) = CollectedLines.Read(string.Concat(Enumerable.Repeat("good\n\u00E9\n", 250)));

        var rejected = Assert.IsType<CodeFileOutcome.Rejected>(outcome);
        Assert.Equal(100, rejected.FirstProblems.Count);
        Assert.Equal(200, rejected.FirstProblems[^1].Line);
        Assert.Equal(250, rejected.Counts.Problems);
        Assert.Equal(250, rejected.Counts.Codes);
        Assert.Equal(250, lines.Problems.Count);
    }

    [Fact]
    public void Codes_that_begin_or_end_with_white_space_are_codes_and_counted_with_the_first_lines()
    {
        var (outcome, lines) = CollectedLines.Read("A1\nB2 \n\tC3\nD 4\n E5\t \n");

        var readable = Assert.IsType<CodeFileOutcome.Readable>(outcome);
        Assert.Equal(["A1", "B2 ", "\tC3", "D 4", " E5\t "], lines.Codes.Select(c => c.Code));
        Assert.Equal(3, readable.Counts.Padded);
        Assert.Equal([new(2, "B2 ", 0, 1), new(3, "\tC3", 1, 0), new(5, " E5\t ", 1, 2)], readable.FirstPadded);
        Assert.Equal(readable.FirstPadded.Select(p => (p.Line, p.Code, p.Before, p.After)), lines.Padded);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void UTF16_is_refused_with_and_without_a_mark(bool bigEndian, bool mark)
    {
        var (outcome, lines) = CollectedLines.Read(Encode(new UnicodeEncoding(bigEndian, mark), "SAVE-20-É\r\nSAVE-21\r\n"));

        Assert.Equal(new FileRefusal.WideCharacters(), Assert.IsType<CodeFileOutcome.Refused>(outcome).Why);
        Assert.Empty(lines.Codes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UTF32_is_refused(bool bigEndian)
    {
        var (outcome, _) = CollectedLines.Read(Encode(new UTF32Encoding(bigEndian, byteOrderMark: true), "SAVE-20\n"));

        Assert.Equal(new FileRefusal.WideCharacters(FourBytes: true), Assert.IsType<CodeFileOutcome.Refused>(outcome).Why);
    }

    [Fact]
    public void A_zip_archive_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("codes.txt").Open()) entry.Write("A1\nB2\n"u8);

        Assert.Equal(new FileRefusal.Compressed(), Assert.IsType<CodeFileOutcome.Refused>(CollectedLines.Read(bytes.ToArray()).Outcome).Why);
    }

    [Fact]
    public void A_gzip_file_is_refused()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write("A1\nB2\n"u8);

        Assert.Equal(new FileRefusal.Compressed(), Assert.IsType<CodeFileOutcome.Refused>(CollectedLines.Read(bytes.ToArray()).Outcome).Why);
    }

    [Theory]
    [InlineData("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0\0\u0001")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")]
    [InlineData("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n1 0 obj\n")]
    [InlineData("MZ\u0090\0\u0003\0\0\0\u0004\0\0\0\u00FF\u00FF\0\0")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void A_binary_file_is_refused(string latin1) =>
        Assert.Equal(new FileRefusal.Binary(), Assert.IsType<CodeFileOutcome.Refused>(CollectedLines.Read(latin1).Outcome).Why);

    [Fact]
    public void A_code_that_looks_like_the_beginning_of_an_archive_is_a_code()
    {
        var (outcome, lines) = CollectedLines.Read("PK34\nBZh91AY&SY\n7z\n%PDF-1.7\nRar!\n");

        Assert.IsType<CodeFileOutcome.Readable>(outcome);
        Assert.Equal(5, lines.Codes.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n\n\r")]
    [InlineData("\u00EF\u00BB\u00BF")]
    [InlineData("\u00EF\u00BB\u00BF\r\n")]
    public void A_file_without_a_code_is_refused(string latin1) =>
        Assert.Equal(new FileRefusal.NoCode(), Assert.IsType<CodeFileOutcome.Refused>(CollectedLines.Read(latin1).Outcome).Why);

    [Fact]
    public void A_file_may_be_as_large_as_the_limit_and_no_byte_larger()
    {
        var (good, _) = CollectedLines.Read("A1\nB2\n"u8.ToArray(), chunk: 1, maxBytes: 6);
        var (bad, _) = CollectedLines.Read("A1\nB2\n\n"u8.ToArray(), chunk: 1, maxBytes: 6);

        Assert.IsType<CodeFileOutcome.Readable>(good);
        Assert.Equal(new FileRefusal.TooLarge(6), Assert.IsType<CodeFileOutcome.Refused>(bad).Why);
    }

    [Fact]
    public void Reading_says_when_what_follows_makes_no_difference()
    {
        var reader = new CodeFileReader(new CollectedLines(), 10_000);

        Assert.True(reader.Read("A1\n"u8));
        Assert.False(reader.Read(new byte[5000]));
        Assert.False(reader.Read("B2\n"u8));
    }

    [Theory]
    [InlineData("codes.txt", true)]
    [InlineData("CODES.TXT", true)]
    [InlineData("codes.csv", false)]
    [InlineData("codes.txt.zip", false)]
    [InlineData("codestxt", false)]
    public void A_code_file_has_the_extension_txt(string name, bool text) => Assert.Equal(text, CodeFileName.IsText(name));

    [Fact]
    public void A_files_name_is_cleaned_of_folders_and_control_characters()
    {
        Assert.Equal("codes.txt", CodeFileName.Clean(@"C:\Users\Claire\codes.txt"));
        Assert.Equal("codes.txt", CodeFileName.Clean("../../etc/co\r\ndes.txt"));
        Assert.Equal(new string('n', 251) + ".txt", CodeFileName.Clean(new string('n', 300) + ".txt"));
    }

    private static byte[] Encode(Encoding encoding, string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    private sealed class Forgetting : ICodeFileSink
    {
        public void Code(int line, ReadOnlySpan<byte> code) { }
        public void Padded(int line, ReadOnlySpan<byte> code, int before, int after) { }
        public void Problem(LineProblem problem) { }
    }
}
