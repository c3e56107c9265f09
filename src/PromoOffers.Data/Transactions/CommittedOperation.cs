namespace PromoOffers.Data.Transactions;

/// <summary>
/// Written in the transaction of an operation on a server database: where the answer to a commit was lost, its row says that
/// the commit took place. Removed after a day.
/// </summary>
public sealed class CommittedOperation
{
    public Guid Id { get; set; }
    public DateTime At { get; set; }
}

/// <summary>Hands out runs of keys; see <see cref="Domain.PromoCodes.CodeFile.FirstCodeId"/>.</summary>
public sealed class Sequence
{
    public const string CodeIds = "codes";

    public string Name { get; set; } = "";
    public long Next { get; set; }
}
