using System.Text;

namespace PromoOffers.Data.Seeding;

/// <summary>The code files of the demo.</summary>
internal static class DemoCodes
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>As many different codes, in the order of their file.</summary>
    public static IReadOnlyList<byte[]> Of(int count, int seed)
    {
        var random = new Random(seed);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        // The seed in the middle keeps the codes of two offers apart.
        while (codes.Count < count) codes.Add($"NL{Signs(4)}-{seed:00}{Signs(2)}-{Signs(4)}");
        return [.. codes.Select(Encoding.ASCII.GetBytes)];

        string Signs(int length) => new([.. Enumerable.Range(0, length).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
    }

    /// <summary>The bytes of the file: a code and LF for each line.</summary>
    public static byte[] File(IEnumerable<byte[]> codes) => [.. codes.SelectMany(code => code.Append((byte)'\n'))];
}
