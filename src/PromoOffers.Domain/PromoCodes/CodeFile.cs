namespace PromoOffers.Domain.PromoCodes;

/// <summary>
/// Staging: rows go in, none can be assigned. HeldBack: somebody decides first. Published: its codes are given out.
/// Removing: closed to claims, rows go. Removed and Discarded: gone, kept for the record. Rejected: nothing of it was stored.
/// Abandoned: its upload was cut short; its rows go, and then it does.
/// </summary>
public enum CodeFileState { Staging, HeldBack, Published, Removing, Removed, Discarded, Rejected, Abandoned }

/// <summary>A file of codes as it was uploaded.</summary>
public sealed class CodeFile
{
    public const int MaxNameLength = 255;

    /// <summary>How long a file that was held back keeps its codes reserved.</summary>
    public static readonly TimeSpan HeldBackFor = TimeSpan.FromDays(7);

    /// <summary>How long the report of a file that was rejected can be read.</summary>
    public static readonly TimeSpan RejectedFor = TimeSpan.FromDays(7);

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

    /// <summary>What a person is told of the file; null until it was read.</summary>
    public CodeFileReport? Report { get; set; }
    public DateTime? PublishedAt { get; set; }

    /// <summary>Which server works on it; null: none.</summary>
    public string? LeaseOwner { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>All its lines are known; whether its codes will be taken is not.</summary>
    public void WasRead(CodeFileCounts counts, string sha256)
    {
        MustBe(CodeFileState.Staging);
        (Bytes, Lines, EmptyLines, Codes, HadByteOrderMark, Sha256) =
            (counts.Bytes, counts.Lines, counts.EmptyLines, counts.Codes, counts.HadByteOrderMark, sha256);
    }

    /// <summary>A range that no other file has; it may come to have holes.</summary>
    public void TakeKeys(long first, long last)
    {
        MustBe(CodeFileState.Staging);
        (FirstCodeId, LastCodeId) = (first, last);
    }

    /// <summary>Nothing of it is stored but what is wrong with it.</summary>
    public void Reject(CodeFileReport report, long bytes)
    {
        MustBe(CodeFileState.Staging);
        (State, Report, Bytes, Codes) = (CodeFileState.Rejected, report, bytes, 0);
        Release();
    }

    /// <summary>Its codes are reserved, and somebody decides whether they are kept.</summary>
    public void HoldBack(CodeFileReport report, long codes)
    {
        MustBe(CodeFileState.Staging);
        (State, Report, Codes) = (CodeFileState.HeldBack, report, codes);
        Release();
    }

    /// <summary>From now on its codes are given out.</summary>
    public void Publish(CodeFileReport report, long codes, DateTime now)
    {
        MustBe(CodeFileState.Staging);
        (State, Report, Codes, Free, PublishedAt) = (CodeFileState.Published, report, codes, codes, now);
        Release();
    }

    /// <summary>Its rows will go: the upload was cut short, or nobody decided in time.</summary>
    public void GiveUp() => State = State switch
    {
        CodeFileState.Staging => CodeFileState.Abandoned,
        CodeFileState.HeldBack => CodeFileState.Removing,
        CodeFileState.Abandoned or CodeFileState.Removing or CodeFileState.Rejected => State,
        _ => throw new RuleBroken($"A code file that is {State} is not given up."),
    };

    /// <summary>Its rows are gone; its record stays, without what it said of its lines.</summary>
    public void BeGone()
    {
        MustBe(CodeFileState.Removing);
        (State, Report) = (PublishedAt is null ? CodeFileState.Discarded : CodeFileState.Removed, null);
        Release();
    }

    private void Release() => (LeaseOwner, LeaseUntil) = (null, null);

    private void MustBe(CodeFileState state)
    {
        if (State != state) throw new RuleBroken($"The code file is {State}, not {state}.");
    }
}
