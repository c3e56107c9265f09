namespace PromoOffers.Domain.Redemptions;

/// <summary>What became of a line of a list of used codes.</summary>
public enum UsedCodeFate
{
    Recorded,

    /// <summary>The same order was recorded for the code before.</summary>
    KnownBefore,

    /// <summary>The code had another order, or was replaced: it is recorded as that, and shown.</summary>
    Conflict,

    /// <summary>Nobody was sent such a code.</summary>
    Unknown,
}

/// <summary>Why a line of a list of used codes was not taken.</summary>
public enum UsedCodeProblem { NoCode, NoOrder, OrderTooLong, BadTime, InTheFuture, BadAmount, NoCurrency, BadCurrency }

/// <summary>A line of a list of used codes, and what became of it.</summary>
/// <param name="Problem">Null: it could be read.</param>
/// <param name="Fate">Null: it could not.</param>
public sealed record UsedCodeLine(int Line, string Code, string OrderId, UsedCodeProblem? Problem, UsedCodeFate? Fate)
{
    public bool IsToLookAt => Fate is null or UsedCodeFate.Conflict or UsedCodeFate.Unknown;
}

/// <summary>What became of a list of used codes.</summary>
/// <param name="Shown">The lines to look at, the first <see cref="MostShown"/> of them, long ones cut.</param>
public sealed record UsedCodesReport(IReadOnlyDictionary<UsedCodeFate, int> Fates, int Wrong, IReadOnlyList<UsedCodeLine> Shown)
{
    public const int MostShown = 500;

    public int ToLookAt => Wrong + Fates.GetValueOrDefault(UsedCodeFate.Conflict) + Fates.GetValueOrDefault(UsedCodeFate.Unknown);
}

/// <summary>A list of used codes that somebody uploaded, kept with its report.</summary>
/// <param name="file">What it was called.</param>
public sealed class UsedCodesList(string publicId, string file, int? uploadedById, string uploadedBy, DateTime uploadedAt, UsedCodesReport report)
{
    public const int MaxFileLength = 255;

    public int Id { get; private set; }

    /// <summary>Names it in addresses.</summary>
    public string PublicId { get; private set; } = publicId;
    public string File { get; private set; } = file;
    public int? UploadedById { get; private set; } = uploadedById;
    public string UploadedBy { get; private set; } = uploadedBy;
    public DateTime UploadedAt { get; private set; } = uploadedAt;
    public UsedCodesReport Report { get; private set; } = report;
}
