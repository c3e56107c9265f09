using System.Buffers;
using System.Buffers.Binary;

namespace PromoOffers.Data.PromoCodes;

/// <summary>
/// Puts the codes of a file in the order of their bytes, so that an index takes them in one sweep and repeated codes lie side by
/// side, lowest line first. Memory is bounded: what is over it goes as sorted runs to a file of this process alone, and the runs
/// are merged while they are read back.
/// </summary>
public sealed class CodeSorter : IDisposable
{
    public const int DefaultMemory = 48 << 20;

    /// <summary>A record: length of the code, line (little-endian), code.</summary>
    internal const int RecordHead = 1 + sizeof(int);
    internal const int LongestRecord = RecordHead + byte.MaxValue;

    private const int SlabBits = 20;
    private const int SlabSize = 1 << SlabBits;

    /// <summary>What sorting needs for a record beside it: a key and a place.</summary>
    private const int SortingNeeds = sizeof(ulong) + sizeof(int);

    private readonly string folder;
    private readonly int memory;
    private readonly List<byte[]> slabs = [];
    private readonly List<(long Offset, long Length)> runs = [];
    private byte[] slab = [];
    private int slabUsed;
    private int records;
    private ulong[] keys = [];
    private int[] places = [];
    private FileStream? spilled;
    private long spilledBytes;

    /// <param name="folder">Where the temporary file may lie.</param>
    /// <param name="memory">Bytes held at the most, roughly.</param>
    public CodeSorter(string folder, int memory = DefaultMemory) => (this.folder, this.memory) = (folder, memory);

    /// <summary>Codes taken so far.</summary>
    public int Count { get; private set; }

    /// <param name="code">1 to 255 bytes, none of them zero.</param>
    /// <param name="line">Higher than that of the code before.</param>
    public void Add(ReadOnlySpan<byte> code, int line)
    {
        var length = RecordHead + code.Length;
        if (slabUsed + length > slab.Length) NewSlab();
        var record = slab.AsSpan(slabUsed, length);
        record[0] = (byte)code.Length;
        BinaryPrimitives.WriteInt32LittleEndian(record[1..], line);
        code.CopyTo(record[RecordHead..]);
        slabUsed += length;
        records++;
        Count++;
    }

    /// <summary>All codes in order. Nothing can be added afterwards, and the answer is good until this is disposed.</summary>
    public ISortedCodes Sort()
    {
        if (runs.Count == 0)
        {
            SortInMemory();
            return new SortedInMemory(this);
        }
        Spill();
        ReleaseMemory();
        return new MergedRuns(spilled!.SafeFileHandle, runs);
    }

    public void Dispose()
    {
        ReleaseMemory();
        spilled?.Dispose();
    }

    private void NewSlab()
    {
        // The end of a slab is marked by a record of length zero, or by its end.
        if (slabUsed < slab.Length) slab[slabUsed] = 0;
        if ((slabs.Count + 1L) * SlabSize + (long)records * SortingNeeds > memory && slabs.Count > 0) Spill();
        slab = ArrayPool<byte>.Shared.Rent(SlabSize);
        slabs.Add(slab);
        slabUsed = 0;
    }

    private void Spill()
    {
        SortInMemory();
        spilled ??= PrivateFile.Create(folder);
        var start = spilledBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(SlabSize);
        var used = 0;
        foreach (var place in places.AsSpan(0, records))
        {
            var record = Record(place);
            if (used + record.Length > buffer.Length)
            {
                Write(buffer.AsSpan(0, used));
                used = 0;
            }
            record.CopyTo(buffer.AsSpan(used));
            used += record.Length;
        }
        Write(buffer.AsSpan(0, used));
        ArrayPool<byte>.Shared.Return(buffer);
        runs.Add((start, spilledBytes - start));
        foreach (var full in slabs) ArrayPool<byte>.Shared.Return(full);
        slabs.Clear();
        (slab, slabUsed, records) = ([], 0, 0);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(spilled!.SafeFileHandle, bytes, spilledBytes);
        spilledBytes += bytes.Length;
    }

    private void SortInMemory()
    {
        if (keys.Length < records)
        {
            ReleaseSortingArrays();
            keys = ArrayPool<ulong>.Shared.Rent(records);
            places = ArrayPool<int>.Shared.Rent(records);
        }
        FindPlaces();
        Sort(keys.AsSpan(0, records), places.AsSpan(0, records), depth: 0);
    }

    private void FindPlaces()
    {
        var found = 0;
        for (var s = 0; s < slabs.Count; s++)
        {
            var bytes = slabs[s];
            var end = s == slabs.Count - 1 ? slabUsed : bytes.Length;
            for (var at = 0; at < end && bytes[at] != 0; at += RecordHead + bytes[at]) places[found++] = (s << SlabBits) + at;
        }
    }

    /// <summary>
    /// By eight bytes at a time: numbers are compared instead of strings, and only codes that agree in all eight are looked at
    /// again, eight bytes further on. Repeated codes keep the order in which they came.
    /// </summary>
    private void Sort(Span<ulong> keys, Span<int> places, int depth)
    {
        for (var i = 0; i < places.Length; i++) keys[i] = Key(Code(places[i]), depth);
        keys.Sort(places);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1)
            {
                // A last byte of zero is none of the code's: the codes have ended, and are the same.
                if ((keys[start] & 0xFF) == 0) places[start..end].Sort();
                else Sort(keys[start..end], places[start..end], depth + sizeof(ulong));
            }
            start = end;
        }
    }

    /// <summary>Eight bytes of a code as a number that compares as they do; zeros after its end, which are less than any byte of a code.</summary>
    internal static ulong Key(ReadOnlySpan<byte> code, int depth = 0)
    {
        if (code.Length >= depth + sizeof(ulong)) return BinaryPrimitives.ReadUInt64BigEndian(code[depth..]);
        ulong key = 0;
        for (var i = depth; i < depth + sizeof(ulong); i++) key = key << 8 | (i < code.Length ? code[i] : 0u);
        return key;
    }

    private ReadOnlySpan<byte> Record(int place)
    {
        var bytes = slabs[place >> SlabBits].AsSpan(place & (SlabSize - 1));
        return bytes[..(RecordHead + bytes[0])];
    }

    private ReadOnlySpan<byte> Code(int place) => Record(place)[RecordHead..];

    private void ReleaseMemory()
    {
        foreach (var full in slabs) ArrayPool<byte>.Shared.Return(full);
        slabs.Clear();
        ReleaseSortingArrays();
        (slab, slabUsed, records) = ([], 0, 0);
    }

    private void ReleaseSortingArrays()
    {
        if (keys.Length == 0) return;
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(places);
        (keys, places) = ([], []);
    }

    private sealed class SortedInMemory(CodeSorter sorter) : ISortedCodes
    {
        private int next;

        public ReadOnlySpan<byte> Code => sorter.Code(sorter.places[next - 1]);
        public int Line => BinaryPrimitives.ReadInt32LittleEndian(sorter.Record(sorter.places[next - 1])[1..]);
        public bool MoveNext() => next++ < sorter.records;
    }
}

/// <summary>Codes in the order of their bytes; the same code again follows it, in the order of the lines.</summary>
public interface ISortedCodes
{
    /// <summary>Good until the next move.</summary>
    ReadOnlySpan<byte> Code { get; }
    int Line { get; }
    bool MoveNext();
}
