using System.Security.Cryptography;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// A file while it arrives: every byte is hashed and read, and every code is put where it is sorted, in memory or in a temporary
/// file. Nothing of it touches the database, and nothing is left of it when it is disposed.
/// </summary>
public sealed class CodeFileSpool : ICodeFileSink, IDisposable
{
    private const int BufferSize = 128 << 10;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly CodeFileReader reader;
    private readonly CodeSorter sorter;
    private long bytes;
    private int codes;
    private bool hasProblems;

    public CodeFileSpool(UploadLimits limits)
    {
        reader = new CodeFileReader(this, limits.MaxBytes);
        sorter = new CodeSorter(limits.Folder);
        Findings = new FindingsList(limits.Folder);
    }

    public FindingsList Findings { get; }

    /// <summary>Bytes that have arrived; read from other threads.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Codes among them; read from other threads.</summary>
    public int Codes => Volatile.Read(ref codes);


    /// <summary>Reads all of the body, also where it is clear early that nothing of it will be taken: a browser hears no answer before it has sent everything.</summary>
    /// <returns>What the file is, and the SHA-256 of its bytes in lower-case hexadecimal.</returns>
    public async Task<(CodeFileOutcome Outcome, string Sha256)> Receive(Stream body, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        for (var read = await body.ReadAsync(buffer, cancel); read > 0; read = await body.ReadAsync(buffer, cancel))
        {
            hash.AppendData(buffer, 0, read);
            reader.Read(buffer.AsSpan(0, read));
            Interlocked.Add(ref bytes, read);
            Volatile.Write(ref codes, reader.Codes);
        }
        return (reader.Finish(), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public int Count => sorter.Count;

    public ISortedCodes Sort() => sorter.Sort();

    public void Dispose()
    {
        hash.Dispose();
        sorter.Dispose();
        Findings.Dispose();
    }

    void ICodeFileSink.Code(int line, ReadOnlySpan<byte> code)
    {
        // With one problem nothing of the file will be stored.
        if (!hasProblems) sorter.Add(code, line);
    }

    void ICodeFileSink.Padded(int line, ReadOnlySpan<byte> code, int before, int after) =>
        Findings.Add(new PaddedCode(line, System.Text.Encoding.ASCII.GetString(code), before, after));

    void ICodeFileSink.Problem(LineProblem problem)
    {
        hasProblems = true;
        Findings.Add(problem);
    }
}
