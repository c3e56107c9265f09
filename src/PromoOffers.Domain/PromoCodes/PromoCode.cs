namespace PromoOffers.Domain.PromoCodes;

/// <summary>
/// One code of a file. Stored and compared as bytes: <c>ABC</c>, <c>abc</c> and <c>ABC␠</c> are three codes,
/// and SQL Server ignores trailing spaces of character strings whatever their collation.
/// Free: no award. Assigned: an award, not void. Redeemed: assigned and <see cref="RedeemedAt"/> set. Void: <see cref="VoidedAt"/> set.
/// </summary>
public sealed class PromoCode
{
    /// <summary>Bytes of the longest code.</summary>
    public const int MaxLength = 255;

    private PromoCode() { }

    public PromoCode(long id, int offerId, int fileId, int line, byte[] code) =>
        (Id, OfferId, FileId, Line, Code) = (id, offerId, fileId, line, code);

    /// <summary>Given out in one run for each file (<see cref="CodeFile.FirstCodeId"/>), so that a file is a range of keys.</summary>
    public long Id { get; private set; }
    public int OfferId { get; private set; }
    public int FileId { get; private set; }

    /// <summary>Line of its file, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>ASCII: 0x20–0x7E and tab; 1 to <see cref="MaxLength"/> bytes.</summary>
    public byte[] Code { get; private set; } = [];

    /// <summary>Null while the code is free.</summary>
    public long? AwardId { get; private set; }
    public DateTime? AssignedAt { get; private set; }

    /// <summary>When a mail server first accepted the mail that carries it; null: not sent yet.</summary>
    public DateTime? SentAt { get; private set; }
    public DateTime? RedeemedAt { get; private set; }
    public DateTime? VoidedAt { get; private set; }

    /// <summary>Why it was replaced; null unless void, and once its holder was erased.</summary>
    public string? VoidReason { get; private set; }

    /// <summary>Until when a checkout holds it for one shopper; null or past: nobody does.</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>What that checkout shows to redeem it; a random token.</summary>
    public string? LockKey { get; private set; }

    public void Sent(DateTime now) => SentAt ??= now;

    /// <summary>Takes the code out of use for good; its award may then get another one.</summary>
    public void MakeVoid(string reason, DateTime now)
    {
        if (AwardId is null) throw new RuleBroken("A free code is not replaced.");
        if (RedeemedAt is not null) throw new RuleBroken("A redeemed code is not replaced.");
        if (VoidedAt is not null) throw new RuleBroken("The code is void already.");
        (VoidedAt, VoidReason) = (now, reason);
    }
}
