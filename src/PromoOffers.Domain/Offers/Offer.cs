namespace PromoOffers.Domain.Offers;

/// <summary>
/// A referral offer or a sweepstakes. Its approved terms hold while the next draft is edited;
/// its codes belong to it, not to a draft.
/// </summary>
public sealed class Offer
{
    public const int MaxNameLength = 100;
    public const int MaxSlugLength = 80;

    private Offer() { }

    public Offer(int programId, string name, string slug, OfferKind kind, OfferTerms terms, string by, DateTime now)
    {
        (PublicId, ProgramId, Name, Slug, Kind, CreatedAt) = (Domain.PublicId.New(), programId, Named(name), slug, kind, now);
        Draft = new OfferDraft(terms, by, now);
    }

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public int ProgramId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The last part of the public page's address; unique, fixed from the first approval on.</summary>
    public string Slug { get; private set; } = "";
    public OfferKind Kind { get; private set; }
    public OfferState State { get; private set; } = OfferState.Draft;
    public DateTime CreatedAt { get; private set; }

    /// <summary>Null while it is listed.</summary>
    public DateTime? ArchivedAt { get; private set; }

    /// <summary>When somebody ended it by hand; null where nobody did, though its terms may have.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Null where nobody edits.</summary>
    public OfferDraft? Draft { get; private set; }

    /// <summary>The terms that hold; null before the first approval.</summary>
    public OfferVersion? Approved { get; private set; }

    /// <summary>Id of <see cref="Approved"/>, null before the first approval.</summary>
    public int? ApprovedId { get; private set; }

    /// <summary>How often it was approved.</summary>
    public int Versions { get; private set; }

    /// <summary>Joins the terms that hold to an offer that was read without them.</summary>
    public Offer WithTerms(OfferVersion approved)
    {
        if (approved.Id != ApprovedId) throw new RuleBroken("These are not the terms that hold.");
        Approved = approved;
        return this;
    }

    public void Rename(string name) => Name = Named(name);

    public void Move(int programId) => ProgramId = programId;

    /// <summary>Starts a draft from what holds, unless there is one already.</summary>
    public OfferDraft Edit(string by, DateTime now) =>
        Draft ??= new OfferDraft(Approved?.Terms ?? throw new RuleBroken("An offer has a draft or approved terms."), by, now);

    public void DiscardDraft()
    {
        if (Draft is null) throw new RuleBroken("There is no draft to discard.");
        if (Approved is null) throw new RuleBroken("An offer that was never approved is deleted, not emptied.");
        Draft = null;
    }

    /// <summary>Makes the draft hold from now on.</summary>
    /// <exception cref="RuleBroken">There is no draft, it is incomplete, or the offer has ended.</exception>
    public OfferVersion Approve(string by, DateTime now)
    {
        if (Draft is null) throw new RuleBroken("There is no draft to approve.");
        if (State == OfferState.Ended) throw new RuleBroken("An ended offer is not approved again.");
        if (Problems().Count > 0) throw new RuleBroken("The draft is incomplete.");
        Approved = new OfferVersion(this, ++Versions, Draft.Terms, by, now);
        Draft = null;
        if (State == OfferState.Draft) State = OfferState.Approved;
        return Approved;
    }

    /// <summary>What keeps the draft from being approved, each with the field that mends it; empty: nothing.</summary>
    public IReadOnlyList<TermsProblem> Problems() =>
        Draft is null ? [] : TermsCheck.Problems(Kind, Draft.Terms, Approved?.Terms);

    public void Pause()
    {
        if (State != OfferState.Approved) throw new RuleBroken("Only an approved offer is paused.");
        State = OfferState.Paused;
    }

    public void Resume()
    {
        if (State != OfferState.Paused) throw new RuleBroken("Only a paused offer is resumed.");
        State = OfferState.Approved;
    }

    public void End(DateTime now)
    {
        if (State is not (OfferState.Approved or OfferState.Paused)) throw new RuleBroken("Only an approved or paused offer ends.");
        (State, EndedAt) = (OfferState.Ended, now);
    }

    public void Archive(DateTime now) => ArchivedAt ??= now;

    public void Restore() => ArchivedAt = null;

    /// <summary>Whether people can sign up and earn at <paramref name="now"/>. An archived offer has ended, whatever its terms say.</summary>
    public Openness OpennessAt(DateTime now) => State switch
    {
        OfferState.Draft => Openness.NotApproved,
        OfferState.Ended => Openness.Ended,
        OfferState.Approved or OfferState.Paused when ArchivedAt is not null || Approved!.Terms.EndsAt <= now => Openness.Ended,
        OfferState.Paused => Openness.Paused,
        OfferState.Approved => Approved!.Terms.StartsAt > now ? Openness.NotYetStarted : Openness.Open,
    };

    private static string Named(string name) =>
        OneLine.Of(name) is { Length: > 0 and <= MaxNameLength } trimmed
            ? trimmed
            : throw new RuleBroken($"An offer has a name of 1 to {MaxNameLength} characters.");
}
