namespace PromoOffers.Data.PromoCodes;

/// <summary>How much of a code file is taken, and where what does not fit into memory lies meanwhile.</summary>
/// <param name="MaxBytes">The largest file; at most 2^31−1.</param>
/// <param name="Folder">For temporary files without a name.</param>
public sealed record UploadLimits(long MaxBytes, string Folder)
{
    public const long DefaultMaxBytes = 512L << 20;
}
