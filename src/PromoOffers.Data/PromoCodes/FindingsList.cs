using System.IO.Compression;
using System.Text.Json;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// The full list of what was found in a file: one JSON value a line, compressed, in a file of this process alone until it is known
/// whether anybody is to read it. Kept in parts of bounded size.
/// </summary>
public sealed class FindingsList : IDisposable
{
    /// <summary>What a spreadsheet can show; who has more mends the file by other means.</summary>
    public const int Longest = 1_000_000;

    private const int PartSize = 256 << 10;

    private readonly string folder;
    private FileStream? file;
    private GZipStream? compressed;

    public FindingsList(string folder) => this.folder = folder;

    /// <summary>Findings in the list.</summary>
    public int Count { get; private set; }

    public void Add(LineFinding finding)
    {
        if (Count == Longest) return;
        file ??= PrivateFile.Create(folder);
        compressed ??= new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        JsonSerializer.Serialize(compressed, finding, ModelConventions.JsonOptions);
        compressed.WriteByte((byte)'\n');
        Count++;
    }

    /// <summary>The list as the parts it is kept in; nothing can be added afterwards.</summary>
    public IEnumerable<byte[]> Parts()
    {
        if (file is null) yield break;
        compressed!.Dispose();
        file.Position = 0;
        var buffer = new byte[PartSize];
        for (var read = file.ReadAtLeast(buffer, PartSize, throwOnEndOfStream: false); read > 0; read = file.ReadAtLeast(buffer, PartSize, throwOnEndOfStream: false))
            yield return buffer[..read];
    }

    /// <summary>Reads a list back from its parts.</summary>
    public static async IAsyncEnumerable<LineFinding> Read(Stream parts)
    {
        await using var plain = new GZipStream(parts, CompressionMode.Decompress);
        using var lines = new StreamReader(plain);
        while (await lines.ReadLineAsync() is { } line)
            yield return JsonSerializer.Deserialize<LineFinding>(line, ModelConventions.JsonOptions)!;
    }

    public void Dispose()
    {
        compressed?.Dispose();
        file?.Dispose();
    }
}
