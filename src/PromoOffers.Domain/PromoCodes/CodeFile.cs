namespace PromoOffers.Domain.PromoCodes;

/// <summary>
/// Staging: rows go in, none can be assigned. HeldBack: somebody decides first. Published: its codes are given out.
/// Removing: closed to claims, rows go. Removed and Discarded: gone, kept for the record.
/// </summary>
public enum CodeFileState { Staging, HeldBack, Published, Removing, Removed, Discarded, Rejected }

/// <summary>A file of codes as it was uploaded.</summary>
public sealed class CodeFile
{
    public const int MaxNameLength = 255;

    /// <summary>How long a file that was held back keeps its codes reserved.</summary>
    public static readonly TimeSpan HeldBackFor = TimeSpan.FromDays(7);

    private CodeFile() { }

    public CodeFile(int offerId, string publicId, string name, string by, DateTime now) =>
        (OfferId, PublicId, Name, UploadedBy, UploadedAt) = (offerId, publicId, name, by, now);

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public int OfferId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>Name of the person, or of the API key, that uploaded it.</summary>
    public string UploadedBy { get; private set; } = "";

    /// <summary>Null where an API key did.</summary>
    public int? UploadedById { get; set; }
    public DateTime UploadedAt { get; private set; }
    public CodeFileState State { get; set; } = CodeFileState.Staging;

    /// <summary>SHA-256 of the bytes as they came, lower-case hexadecimal; null until all have arrived.</summary>
    public string? Sha256 { get; set; }
    public long Bytes { get; set; }
    public long Lines { get; set; }
    public long EmptyLines { get; set; }
    public bool HadByteOrderMark { get; set; }

    /// <summary>Codes of the file that are in the table: what it counts for in the ledger once published.</summary>
    public long Codes { get; set; }

    /// <summary>Maintained: codes nobody has been given yet.</summary>
    public long Free { get; set; }

    /// <summary>First key of the range given out for the file's codes; 0 before.</summary>
    public long FirstCodeId { get; set; }

    /// <summary>Last key of that range; the range may have holes.</summary>
    public long LastCodeId { get; set; }

    /// <summary>Rows staged so far, for the progress shown.</summary>
    public long Staged { get; set; }

    /// <summary>What a person reads about the file, as JSON: counts, first lines of each kind of finding; null: nothing to say.</summary>
    public string? Report { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>Which server works on it; null: none.</summary>
    public string? LeaseOwner { get; set; }
    public DateTime? LeaseUntil { get; set; }
}
