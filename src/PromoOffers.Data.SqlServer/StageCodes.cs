using System.Data;
using Microsoft.Data.SqlClient;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.SqlServer;

/// <summary>
/// A bulk copy straight into the table, on the operation's own transaction. It fails as a whole where a code is there already;
/// only then are the codes looked up, and the others copied.
/// </summary>
internal sealed class StageCodes(ICopyRows copy) : IStageCodes
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;
    private const string BeforeTheChunk = "chunk";

    /// <summary>A table is locked as a whole from 5,000 locks of a statement on.</summary>
    public int ChunkSize => 2000;

    async Task<IReadOnlyDictionary<int, TakenCode>> IStageCodes.Stage(PromoOffersDb db, CodeChunk chunk, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Codes are staged inside an operation.");
        IReadOnlyDictionary<int, TakenCode> taken = new Dictionary<int, TakenCode>();
        while (true)
        {
            await transaction.CreateSavepointAsync(BeforeTheChunk, cancel);
            try
            {
                using var rows = Rows(chunk, taken);
                if (rows.Rows.Count > 0) await copy.Copy(db, rows, cancel);
                return taken;
            }
            catch (SqlException doubled) when (doubled.Number is UniqueIndex or UniqueConstraint)
            {
                await transaction.RollbackToSavepointAsync(BeforeTheChunk, cancel);
                var found = await chunk.FindTaken(db, cancel);
                if (found.Count <= taken.Count) throw;
                taken = found;
            }
        }
    }

    private static DataTable Rows(CodeChunk chunk, IReadOnlyDictionary<int, TakenCode> without)
    {
        var rows = new DataTable("PromoCodes");
        rows.Columns.Add("Id", typeof(long));
        rows.Columns.Add("OfferId", typeof(int));
        rows.Columns.Add("FileId", typeof(int));
        rows.Columns.Add("Line", typeof(int));
        rows.Columns.Add("Code", typeof(byte[]));
        for (var row = 0; row < chunk.Count; row++)
        {
            if (!without.ContainsKey(row)) rows.Rows.Add(chunk.FirstId + row, chunk.OfferId, chunk.FileId, chunk.Line(row), chunk.Code(row).ToArray());
        }
        return rows;
    }
}
