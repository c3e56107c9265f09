namespace PromoOffers.Domain.Participants;

/// <summary>Where a participant's prize stands, for the list and its filters; of several awards the least advanced open one shows.</summary>
public enum PrizeState { NotYet, AwaitingCode, AwaitingDelivery, Queued, Sent, Deferred, Failed, Redeemed }

/// <summary>Somebody who signed up for an offer. No account: a public link to share and a private one that leads to the code.</summary>
public sealed class Participant
{
    public const int MaxEmailLength = 254;
    public const int MaxNameLength = 100;

    private Participant() { }

    public Participant(int offerId, string email, byte[] emailHash, string language, DateTime now)
    {
        (OfferId, Email, EmailHash, Language, JoinedAt) = (offerId, email, emailHash, language, now);
        (EntryId, ShareToken, PrivateToken) = (Domain.PublicId.New(), Domain.PublicId.New(), Domain.PublicId.New());
    }

    public long Id { get; private set; }
    public int OfferId { get; private set; }

    /// <summary>Random name in the addresses of staff; says nothing about the person.</summary>
    public string EntryId { get; private set; } = "";

    /// <summary>In the link that is shared: leads to the offer, never to a code.</summary>
    public string ShareToken { get; private set; } = "";

    /// <summary>In the link of the e-mails: leads to the code, so it is guarded like one.</summary>
    public string PrivateToken { get; private set; } = "";

    /// <summary>Null once erased.</summary>
    public string? Email { get; private set; }

    /// <summary>Keyed hash of the address; stays when the person is erased, so that one address signs up once.</summary>
    public byte[] EmailHash { get; private set; } = [];
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";

    /// <summary>Folded last and first name (or address), to sort by; empty once erased.</summary>
    public string SortName { get; set; } = "";

    /// <summary>Further fields by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; set; } = new Dictionary<string, string>();
    public string Language { get; private set; } = "en";
    public DateTime JoinedAt { get; private set; }

    /// <summary>When the address was confirmed; null: not yet.</summary>
    public DateTime? ConfirmedAt { get; private set; }

    /// <summary>When the person agreed to marketing; null: did not.</summary>
    public DateTime? ConsentedAt { get; set; }

    /// <summary>Who brought this person; null: came directly.</summary>
    public long? ReferredById { get; set; }
    public DateTime? SharedAt { get; set; }

    /// <summary>What counts towards the goal: visits, confirmed sign-ups or events of friends.</summary>
    public int Progress { get; set; }
    public DateTime? GoalMetAt { get; set; }
    public int Awards { get; set; }

    /// <summary>Codes sent at least once.</summary>
    public int CodesSent { get; set; }
    public PrizeState Prize { get; set; }
    public DateTime? ErasedAt { get; private set; }

    /// <summary>Takes what somebody typed who signs up with the address: the last counts, until the address is confirmed.</summary>
    /// <param name="fields">By name, as in <see cref="Offers.PersonField.Known"/>.</param>
    /// <exception cref="RuleBroken">The address is confirmed, or the person erased.</exception>
    public void Describe(string language, IReadOnlyDictionary<string, string> fields, bool consents, DateTime now)
    {
        if (ConfirmedAt is not null || ErasedAt is not null) throw new RuleBroken("What somebody confirmed is not typed anew.");
        (Language, ConsentedAt) = (language, consents ? now : null);
        (FirstName, LastName) = (fields.GetValueOrDefault("firstName", ""), fields.GetValueOrDefault("lastName", ""));
        Fields = fields.Where(f => f.Key is not ("firstName" or "lastName")).ToDictionary();
        SortName = Folded.SortName(FirstName, LastName, Email);
    }

    public void Confirm(DateTime now) => ConfirmedAt ??= now;

    /// <summary>
    /// Name, address and fields go, and the private link leads nowhere any more. Entry id, share link, the hash of the address and
    /// what was earned stay: the draw, the ledger and the rule of one sign-up rest on them.
    /// </summary>
    public void Erase(DateTime now)
    {
        if (ErasedAt is not null) throw new RuleBroken("Nobody is erased twice.");
        (Email, FirstName, LastName, SortName, Fields) = (null, "", "", "", new Dictionary<string, string>());
        (ConsentedAt, PrivateToken, ErasedAt) = (null, Domain.PublicId.New(), now);
    }

    /// <summary>The address of somebody who mistyped; the keyed hash follows.</summary>
    public void ChangeEmail(string email, byte[] emailHash) => (Email, EmailHash) = (email, emailHash);
}

/// <summary>One word by which a participant is found: folded (no accents, lower case), of the name or the address.</summary>
public sealed class ParticipantWord
{
    public const int MaxLength = 100;

    private ParticipantWord() { }

    public ParticipantWord(int offerId, string word, Participant participant) => (OfferId, Word, Participant) = (offerId, word, participant);

    public int OfferId { get; private set; }
    public string Word { get; private set; } = "";
    public long ParticipantId { get; private set; }
    public Participant Participant { get; private set; } = null!;
}
