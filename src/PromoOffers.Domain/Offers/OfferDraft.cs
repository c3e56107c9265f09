namespace PromoOffers.Domain.Offers;

/// <summary>Terms being edited. Two people may edit the same draft: each save names the version it started from.</summary>
public sealed class OfferDraft
{
    private OfferDraft() { }

    internal OfferDraft(OfferTerms terms, string by, DateTime now) => (Terms, SavedBy, SavedAt, Version) = (terms, by, now, 1);

    public int OfferId { get; private set; }
    public OfferTerms Terms { get; private set; } = new();

    /// <summary>Counts the saves; also the concurrency token.</summary>
    public int Version { get; private set; }

    /// <summary>Name of the person who saved last.</summary>
    public string SavedBy { get; private set; } = "";
    public DateTime SavedAt { get; private set; }

    /// <summary>Replaces the terms if nobody saved since <paramref name="version"/>.</summary>
    public SaveOutcome Save(OfferTerms terms, int version, string by, DateTime now)
    {
        if (version != Version) return new SaveOutcome.Conflict(SavedBy, SavedAt, Version);
        (Terms, SavedBy, SavedAt) = (terms, by, now);
        return new SaveOutcome.Saved(++Version);
    }
}

/// <summary>What became of saving a draft.</summary>
public abstract record SaveOutcome
{
    private SaveOutcome() { }

    public sealed record Saved(int Version) : SaveOutcome;

    /// <summary>Somebody else saved in between; nothing was stored.</summary>
    public sealed record Conflict(string By, DateTime At, int Version) : SaveOutcome;
}
