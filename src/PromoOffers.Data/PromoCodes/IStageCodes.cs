using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

/// <summary>Puts rows into the table as fast as the database can. The statement is each database's own.</summary>
public interface IStageCodes
{
    /// <summary>Rows that one operation puts in at the most, so that others are answered in between.</summary>
    int ChunkSize { get; }

    /// <summary>Puts in the rows whose code is not in the system yet, inside the operation that <paramref name="db"/> belongs to.</summary>
    /// <returns>By row, the codes that other files have; empty where all went in.</returns>
    Task<IReadOnlyDictionary<int, TakenCode>> Stage(PromoOffersDb db, CodeChunk chunk, CancellationToken cancel);
}
