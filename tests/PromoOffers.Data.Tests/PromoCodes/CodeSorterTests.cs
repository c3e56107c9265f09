using System.Text;
using PromoOffers.Data.PromoCodes;

namespace PromoOffers.Data.Tests.PromoCodes;

public sealed class CodeSorterTests : IDisposable
{
    /// <summary>Two slabs: small enough that a few megabytes make several runs.</summary>
    private const int LittleMemory = 3 << 20;

    private readonly string folder = Directory.CreateTempSubdirectory("sorter-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Codes_come_in_the_order_of_their_bytes()
    {
        Assert.Equal(
            [("\tA", 7), (" A", 2), ("A", 4), ("A ", 6), ("AB", 1), ("ABCDEFGH", 9), ("ABCDEFGH0", 8), ("ABCDEFGHI", 10), ("a", 3), ("~", 5)],
            Sorted(CodeSorter.DefaultMemory, ["AB", " A", "a", "A", "~", "A ", "\tA", "ABCDEFGH0", "ABCDEFGH", "ABCDEFGHI"]));
    }

    [Fact]
    public void The_same_code_again_follows_it_in_the_order_of_the_lines()
    {
        Assert.Equal(
            [("A1", 2), ("A1", 4), ("A1", 5), ("B2", 1), ("B2", 6), ("LONGER-THAN-8", 3), ("LONGER-THAN-8", 7)],
            Sorted(CodeSorter.DefaultMemory, ["B2", "A1", "LONGER-THAN-8", "A1", "A1", "B2", "LONGER-THAN-8"]));
    }

    [Fact]
    public void No_code_is_nothing() => Assert.Empty(Sorted(CodeSorter.DefaultMemory, []));

    [Theory]
    [InlineData(1, CodeSorter.DefaultMemory, 12, "")]
    [InlineData(2, LittleMemory, 12, "")]
    [InlineData(3, LittleMemory, 255, "")]
    [InlineData(4, LittleMemory, 20, "SUMMER-2026-BRING-A-FRIEND-")]
    [InlineData(5, LittleMemory, 2, "")]
    public void Many_codes_come_as_an_ordinary_sort_would_put_them(int seed, int memory, int longest, string prefix)
    {
        var random = new Random(seed);
        var codes = Enumerable.Range(0, 12_000_000 / (longest + prefix.Length + 30)).Select(_ => prefix + RandomCode(random, longest)).ToList();

        var sorted = Sorted(memory, codes);

        var expected = codes.Select((code, i) => (Code: code, Line: i + 1)).OrderBy(c => c.Code, StringComparer.Ordinal).ThenBy(c => c.Line);
        Assert.Equal(expected, sorted);
    }

    [Fact]
    public void What_is_over_the_memory_leaves_no_file_behind_while_it_is_sorted_or_afterwards()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("On Windows the file keeps its name until it is closed.");
        using var sorter = new CodeSorter(folder, LittleMemory);
        var random = new Random(6);
        for (var line = 1; line <= 200_000; line++) sorter.Add(Encoding.ASCII.GetBytes(RandomCode(random, 40)), line);

        Assert.Empty(Directory.GetFiles(folder));
        var sorted = sorter.Sort();
        var count = 0;
        while (sorted.MoveNext()) count++;
        Assert.Equal(200_000, count);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private List<(string Code, int Line)> Sorted(int memory, List<string> codes)
    {
        using var sorter = new CodeSorter(folder, memory);
        for (var i = 0; i < codes.Count; i++) sorter.Add(Encoding.ASCII.GetBytes(codes[i]), i + 1);
        Assert.Equal(codes.Count, sorter.Count);
        var sorted = sorter.Sort();
        var result = new List<(string, int)>();
        while (sorted.MoveNext()) result.Add((Encoding.ASCII.GetString(sorted.Code), sorted.Line));
        return result;
    }

    private static string RandomCode(Random random, int longest) =>
        string.Create(random.Next(1, longest + 1), random, static (span, random) =>
        {
            foreach (ref var c in span) c = (char)random.Next(0x20, 0x7F);
        });
}
