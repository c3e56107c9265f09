using System.Buffers.Binary;

namespace PromoOffers.Web.Features.Access;

/// <summary>
/// A logo as a PNG or JPEG: every mail program shows these, and neither can carry a script, as an SVG can.
/// The bytes decide what it is, never the name.
/// </summary>
public sealed record LogoFile(byte[] Bytes, string Type)
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxSide = 2000;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null where it is too large, or neither PNG nor JPEG.</returns>
    public static async Task<LogoFile?> Read(IFormFile file, CancellationToken cancel)
    {
        if (file.Length is 0 or > MaxBytes) return null;
        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
        return Of(bytes);
    }

    public static LogoFile? Of(byte[] bytes) =>
        IsSmall(PngSize(bytes)) ? new LogoFile(bytes, "image/png")
        : IsSmall(JpegSize(bytes)) ? new LogoFile(bytes, "image/jpeg")
        : null;

    private static bool IsSmall((int Width, int Height)? size) => size is { Width: > 0 and <= MaxSide, Height: > 0 and <= MaxSide };

    private static (int, int)? PngSize(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 24 && bytes.StartsWith(PngSignature) && bytes[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    // Segments of a JPEG follow one another, each with its length, until the start of a frame (SOF0 to SOF15) tells the size.
    private static (int, int)? JpegSize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return null;
        for (var i = 2; i + 9 < bytes.Length && bytes[i] == 0xFF;)
        {
            var marker = bytes[i + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(i + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(i + 5)..]));
            i += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(i + 2)..]);
        }
        return null;
    }
}
