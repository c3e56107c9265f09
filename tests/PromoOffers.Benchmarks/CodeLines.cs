namespace PromoOffers.Benchmarks;

/// <summary>A file of random codes, one a line, made while it is read.</summary>
/// <param name="count">Lines.</param>
/// <param name="seed">Another seed, other codes; the same seed, the same.</param>
internal sealed class CodeLines(int count, int seed) : Stream
{
    public const int CodeLength = 12;

    private const int LineLength = CodeLength + 1;
    private static readonly byte[] Letters = [.. "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8];

    private readonly Random random = new(seed);
    private readonly byte[] line = new byte[LineLength];
    private int made;
    private int left;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => (long)count * LineLength;
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && (left > 0 || made < count))
        {
            if (left == 0) Make();
            var part = Math.Min(left, buffer.Length - written);
            line.AsSpan(LineLength - left, part).CopyTo(buffer[written..]);
            (written, left) = (written + part, left - part);
        }
        return written;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Make()
    {
        random.GetItems(Letters, line.AsSpan(0, CodeLength));
        line[CodeLength] = (byte)'\n';
        (made, left) = (made + 1, LineLength);
    }
}
