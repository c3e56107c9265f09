using PromoOffers.Domain.Offers;

namespace PromoOffers.Domain.Draws;

/// <summary>
/// Scheduled: entries are taken in its period, and confirmed until it freezes. Closing: none is taken or confirmed any more, the list
/// is being written. Frozen: the list and its digest stand. Empty: nobody entered. Drawn: the order stands, somebody reviews it.
/// Finalizing: it is final, awards are being made. Final: they all are.
/// </summary>
public enum DrawingState { Scheduled, Closing, Frozen, Empty, Drawn, Finalizing, Final }

/// <summary>One drawing of a sweepstakes. Nothing of it is ever cleared or started over: what was decided is followed by what is decided next.</summary>
public sealed class Drawing
{
    public const int MaxPublicValueLength = 500;
    public const int HexLength = 64;

    /// <summary>Drawn beyond the winners, so that a disqualification finds who moves up.</summary>
    private const int FewestAlternates = 10;

    private Drawing() { }

    /// <param name="protectedSeed">The seed, protected by the key ring.</param>
    public Drawing(int offerId, int number, Period period, TimeSpan grace, string commitment, string protectedSeed, DateTime now)
    {
        (OfferId, Number, OpensAt, ClosesAt, FreezesAt) = (offerId, number, period.OpensAt, period.ClosesAt, period.ClosesAt + grace);
        (Commitment, ProtectedSeed, CommittedAt) = (commitment, protectedSeed, now);
    }

    public int Id { get; private set; }
    public int OfferId { get; private set; }

    /// <summary>1 for the first of the sweepstakes.</summary>
    public int Number { get; private set; }
    public DateTime OpensAt { get; private set; }

    /// <summary>The first instant at which nobody can enter any more.</summary>
    public DateTime ClosesAt { get; private set; }

    /// <summary>The first instant at which nobody can confirm an address any more.</summary>
    public DateTime FreezesAt { get; private set; }
    public DrawingState State { get; private set; } = DrawingState.Scheduled;

    /// <summary>SHA-256 of the seed, public from <see cref="CommittedAt"/> on.</summary>
    public string Commitment { get; private set; } = "";
    public DateTime CommittedAt { get; private set; }
    public string ProtectedSeed { get; private set; } = "";

    /// <summary>The seed itself, hexadecimal; null until the drawing is final.</summary>
    public string? Seed { get; private set; }

    /// <summary>Maintained: entries that count so far; once frozen, those of the list.</summary>
    public int Entrants { get; private set; }

    /// <summary>Of the frozen list; 0 before.</summary>
    public long TotalWeight { get; private set; }

    /// <summary>SHA-256 of the frozen list; null before.</summary>
    public string? ListDigest { get; private set; }

    /// <summary>See <see cref="LineLocator"/>; null until frozen.</summary>
    public string? ListLocator { get; private set; }
    public DateTime? FrozenAt { get; private set; }

    /// <summary>What was mixed in; null: none.</summary>
    public string? PublicValue { get; private set; }

    /// <summary>How many win; null until drawn.</summary>
    public int? Winners { get; private set; }

    /// <summary>How many ranks stand so far: winners, those disqualified, and alternates.</summary>
    public int Ranks { get; private set; }
    public DateTime? DrawnAt { get; private set; }
    public string? DrawnBy { get; private set; }
    public DateTime? FinalizedAt { get; private set; }
    public string? FinalizedBy { get; private set; }

    /// <summary>Which server writes the list or makes the awards; null: none.</summary>
    public string? LeaseOwner { get; private set; }
    public DateTime? LeaseUntil { get; private set; }

    public bool IsFinal => State is DrawingState.Finalizing or DrawingState.Final;

    public bool IsOpenAt(DateTime now) => State == DrawingState.Scheduled && OpensAt <= now && now < ClosesAt;

    /// <summary>From here on no entry is taken, confirmed or withdrawn.</summary>
    public void Close(DateTime now)
    {
        MustBe(DrawingState.Scheduled);
        if (now < FreezesAt) throw new RuleBroken("The drawing freezes later.");
        State = DrawingState.Closing;
    }

    public void Freeze(int entrants, long totalWeight, EntryListDigest digest, DateTime now)
    {
        MustBe(DrawingState.Closing);
        (Entrants, TotalWeight, ListDigest, ListLocator, FrozenAt) = (entrants, totalWeight, digest.Sha256, digest.Locator, now);
        State = entrants == 0 ? DrawingState.Empty : DrawingState.Frozen;
        Release();
    }

    /// <summary>How many ranks to draw at once for so many winners.</summary>
    public int RanksFor(int winners) => (int)Math.Min((long)winners + Math.Max(FewestAlternates, winners / FewestAlternates), Entrants);

    /// <summary>The order was drawn; <paramref name="publicValue"/> stays what it is now.</summary>
    public void Draw(int winners, string? publicValue, string by, DateTime now)
    {
        MustBe(DrawingState.Frozen);
        (State, PublicValue, DrawnAt, DrawnBy) = (DrawingState.Drawn, publicValue, now, by);
        ChooseWinners(winners);
    }

    public void ChooseWinners(int winners)
    {
        MustBe(DrawingState.Drawn);
        if (winners is < 1 or > SweepstakesTerms.MaxWinners) throw new RuleBroken("Somebody wins.");
        Winners = winners;
    }

    /// <summary>Further ranks of the order stand.</summary>
    public void AddRanks(int count) => Ranks += count;

    /// <summary>The winners are final and the seed is public; their awards follow.</summary>
    public void BeginFinalizing(ReadOnlySpan<byte> seed, string by, DateTime now)
    {
        MustBe(DrawingState.Drawn);
        if (DrawSeed.Commitment(seed) != Commitment) throw new RuleBroken("This is not the seed that was committed to.");
        (State, Seed, FinalizedAt, FinalizedBy) = (DrawingState.Finalizing, Convert.ToHexStringLower(seed), now, by);
    }

    public void EndFinalizing()
    {
        MustBe(DrawingState.Finalizing);
        State = DrawingState.Final;
        Release();
    }

    private void Release() => (LeaseOwner, LeaseUntil) = (null, null);

    private void MustBe(DrawingState state)
    {
        if (State != state) throw new RuleBroken($"The drawing is {State}, not {state}.");
    }
}
