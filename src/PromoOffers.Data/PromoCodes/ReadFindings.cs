using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Reads the full list of what was found in a file, a part at a time.</summary>
public sealed class ReadFindings(IDbContextFactory<PromoOffersDb> read)
{
    public IAsyncEnumerable<LineFinding> Run(int fileId) => FindingsList.Read(new Parts((number, cancel) => Part(fileId, number, cancel)));

    private async Task<byte[]> Part(int fileId, int number, CancellationToken cancel)
    {
        await using var db = await read.CreateDbContextAsync(cancel);
        return await db.CodeFileReportParts.Where(p => p.FileId == fileId && p.Number == number).Select(p => p.Bytes).SingleOrDefaultAsync(cancel) ?? [];
    }

    /// <summary>The parts of a list, one behind the other.</summary>
    private sealed class Parts(Func<int, CancellationToken, Task<byte[]>> part) : Stream
    {
        private ReadOnlyMemory<byte> rest;
        private int next;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (rest.IsEmpty) rest = await part(next++, cancellationToken);
            var taken = Math.Min(rest.Length, buffer.Length);
            rest[..taken].CopyTo(buffer);
            rest = rest[taken..];
            return taken;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
