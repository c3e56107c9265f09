using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// Rows that one operation puts in: codes in the order of their bytes, each with the next key of its file's range. Packed, since
/// there may be millions; used again for the next rows once the operation has been answered.
/// </summary>
/// <param name="capacity">Rows at the most.</param>
public sealed class CodeChunk(int offerId, int fileId, int capacity)
{
    /// <summary>Values in one query; SQL Server takes 2,100 parameters.</summary>
    private const int LookedUpTogether = 500;

    private readonly int[] lines = new int[capacity];
    private readonly int[] ends = new int[capacity];
    private byte[] bytes = new byte[capacity * 16];

    public int OfferId => offerId;
    public int FileId => fileId;
    public int Count { get; private set; }
    public bool IsFull => Count == capacity;

    /// <summary>Key of the first row.</summary>
    public long FirstId { get; private set; }

    public int Line(int row) => lines[row];

    public ReadOnlySpan<byte> Code(int row) => bytes.AsSpan(Start(row), ends[row] - Start(row));

    /// <summary>Rows for the keys from <paramref name="firstId"/> on.</summary>
    public void Begin(long firstId) => (FirstId, Count) = (firstId, 0);

    public void Add(ReadOnlySpan<byte> code, int line)
    {
        var start = Start(Count);
        if (start + code.Length > bytes.Length) Array.Resize(ref bytes, 2 * (start + code.Length));
        code.CopyTo(bytes.AsSpan(start));
        lines[Count] = line;
        ends[Count++] = start + code.Length;
    }

    /// <summary>Those of the codes that came into the system with other rows than these, by row.</summary>
    public async Task<IReadOnlyDictionary<int, TakenCode>> FindTaken(PromoOffersDb db, CancellationToken cancel)
    {
        var taken = new Dictionary<int, TakenCode>();
        for (var from = 0; from < Count; from += LookedUpTogether)
        {
            var rows = Enumerable.Range(from, Math.Min(LookedUpTogether, Count - from)).ToDictionary(row => Encoding.ASCII.GetString(Code(row)));
            var codes = rows.Values.Select(row => Code(row).ToArray()).ToList();
            var found = await db.PromoCodes.Where(c => codes.Contains(c.Code) && c.FileId != fileId)
                .Select(c => new { c.Code, c.OfferId, c.FileId }).ToListAsync(cancel);
            foreach (var other in found)
            {
                var code = Encoding.ASCII.GetString(other.Code);
                taken.Add(rows[code], new TakenCode(Line(rows[code]), code, other.OfferId, other.FileId));
            }
        }
        return taken;
    }

    private int Start(int row) => row == 0 ? 0 : ends[row - 1];
}
