using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Merges sorted runs that lie one after the other in a file; a heap holds the next record of each.</summary>
internal sealed class MergedRuns : ISortedCodes
{
    /// <summary>Bytes for the buffers of all runs together.</summary>
    private const int Buffers = 8 << 20;

    private const int SmallestBuffer = 8 << 10;
    private const int LargestBuffer = 256 << 10;

    private readonly Run[] heap;
    private int size;
    private bool started;

    public MergedRuns(SafeFileHandle file, IReadOnlyList<(long Offset, long Length)> runs)
    {
        var buffer = Math.Clamp(Buffers / runs.Count, SmallestBuffer, LargestBuffer);
        heap = [.. runs.Select((run, number) => new Run(file, number, run.Offset, run.Length, buffer))];
        size = heap.Length;
        foreach (var run in heap) run.MoveNext();
        for (var i = size / 2 - 1; i >= 0; i--) SiftDown(i);
    }

    public ReadOnlySpan<byte> Code => heap[0].Code;
    public int Line => heap[0].Line;

    public bool MoveNext()
    {
        if (!started)
        {
            started = true;
            return size > 0;
        }
        if (size == 0) return false;
        if (!heap[0].MoveNext()) heap[0] = heap[--size];
        if (size == 0) return false;
        SiftDown(0);
        return true;
    }

    private void SiftDown(int at)
    {
        var sinking = heap[at];
        for (var child = 2 * at + 1; child < size; child = 2 * at + 1)
        {
            if (child + 1 < size && heap[child + 1].ComesBefore(heap[child])) child++;
            if (!heap[child].ComesBefore(sinking)) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = sinking;
    }

    private sealed class Run(SafeFileHandle file, int number, long offset, long length, int bufferSize)
    {
        private readonly byte[] buffer = new byte[bufferSize];
        private int start, end, recordStart;
        private ulong key;

        public ReadOnlySpan<byte> Code => buffer.AsSpan(recordStart + CodeSorter.RecordHead, buffer[recordStart]);
        public int Line => BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(recordStart + 1));

        public bool MoveNext()
        {
            if (end - start < CodeSorter.LongestRecord && length > 0) Fill();
            if (start == end) return false;
            recordStart = start;
            start += CodeSorter.RecordHead + buffer[start];
            key = CodeSorter.Key(Code);
            return true;
        }

        /// <summary>Of runs that hold the same code, the earlier one has the lower lines.</summary>
        public bool ComesBefore(Run other)
        {
            if (key != other.key) return key < other.key;
            var order = Code.SequenceCompareTo(other.Code);
            return order != 0 ? order < 0 : number < other.Number;
        }

        private int Number => number;

        private void Fill()
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            while (end < buffer.Length && length > 0)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(end, (int)Math.Min(buffer.Length - end, length)), offset);
                if (read == 0) throw new EndOfStreamException("The temporary file of an upload is shorter than what was written to it.");
                (end, offset, length) = (end + read, offset + read, length - read);
            }
        }
    }
}
