namespace PromoOffers.Domain.PromoCodes;

/// <summary>Tells from its first bytes a file that is no text at all from one that has wrong lines.</summary>
internal static class FileKind
{
    /// <summary>Bytes looked at.</summary>
    public const int Head = 4096;

    /// <summary>Fewer control characters than this are reported where they stand.</summary>
    private const int FewControlCharacters = 4;

    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null: text, as far as the head tells.</summary>
    /// <param name="head">The first <see cref="Head"/> bytes, or all of a shorter file.</param>
    public static FileRefusal? Refuse(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || head.StartsWith<byte>([0, 0, 0xFE, 0xFF])) return new FileRefusal.WideCharacters(FourBytes: true);
        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF])) return new FileRefusal.WideCharacters();
        if (IsCompressed(head)) return new FileRefusal.Compressed();
        if (IsDocument(head)) return new FileRefusal.Binary();
        if (HasZeroInEverySecondByte(head)) return new FileRefusal.WideCharacters();
        return HasManyControlCharacters(head) ? new FileRefusal.Binary() : null;
    }

    /// <summary>zip (three kinds), gzip, 7z, rar, xz, zstd; what bzip2 makes is told by its control characters.</summary>
    private static bool IsCompressed(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0x50, 0x4B, 3, 4]) || head.StartsWith<byte>([0x50, 0x4B, 5, 6]) || head.StartsWith<byte>([0x50, 0x4B, 7, 8])
        || head.StartsWith<byte>([0x1F, 0x8B]) || head.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
        || head.StartsWith<byte>([0x52, 0x61, 0x72, 0x21, 0x1A, 7]) || head.StartsWith<byte>([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0])
        || head.StartsWith<byte>([0x28, 0xB5, 0x2F, 0xFD]);

    /// <summary>Old Office documents, and PDF, whose first line alone would pass as a code.</summary>
    private static bool IsDocument(ReadOnlySpan<byte> head) =>
        head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]) || (head.StartsWith("%PDF-"u8) && head.ContainsAnyInRange<byte>(0x80, 0xFF));

    /// <summary>ASCII in UTF-16 without a mark: a zero in nearly every second byte, and next to none in the others.</summary>
    private static bool HasZeroInEverySecondByte(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2 || (head.Length < Head && head.Length % 2 != 0)) return false;
        int even = 0, odd = 0, pairs = head.Length / 2;
        for (var i = 0; i < pairs * 2; i += 2)
        {
            if (head[i] == 0) even++;
            if (head[i + 1] == 0) odd++;
        }
        return Math.Max(even, odd) * 10 >= pairs * 7 && Math.Min(even, odd) * 20 <= pairs;
    }

    private static bool HasManyControlCharacters(ReadOnlySpan<byte> head)
    {
        var count = 0;
        foreach (var b in head)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r') or 0x7F) count++;
        }
        return count >= FewControlCharacters && count * 20 >= head.Length;
    }
}
