using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.PromoCodes;
using SQLitePCL;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// One prepared statement of many rows, bound without an object in between: what a row costs beside the work of the index is what
/// the library does for a command and its parameters.
/// </summary>
internal sealed class StageCodes : IStageCodes
{
    private const int RowsTogether = 50;
    private const int Columns = 5;
    private const string Insert = """INSERT OR IGNORE INTO "PromoCodes" ("Id", "OfferId", "FileId", "Line", "Code") VALUES """;
    private const string Row = "(?,?,?,?,?)";

    private static readonly string InsertTogether = Insert + string.Join(',', Enumerable.Repeat(Row, RowsTogether));

    /// <summary>About ten milliseconds.</summary>
    public int ChunkSize => 5000;

    async Task<IReadOnlyDictionary<int, TakenCode>> IStageCodes.Stage(PromoOffersDb db, CodeChunk chunk, CancellationToken cancel)
    {
        var connection = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        var together = chunk.Count - chunk.Count % RowsTogether;
        var inserted = InsertRows(connection, InsertTogether, RowsTogether, chunk, 0, together)
            + InsertRows(connection, Insert + Row, 1, chunk, together, chunk.Count);
        return inserted == chunk.Count ? new Dictionary<int, TakenCode>() : await chunk.FindTaken(db, cancel);
    }

    private static int InsertRows(sqlite3 connection, string sql, int rowsTogether, CodeChunk chunk, int from, int to)
    {
        if (from == to) return 0;
        Check(connection, raw.sqlite3_prepare_v2(connection, sql, out var statement));
        using (statement)
        {
            var inserted = 0;
            for (var row = from; row < to; row += rowsTogether)
            {
                for (var i = 0; i < rowsTogether; i++) Bind(statement, i * Columns, chunk, row + i);
                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) Check(connection, raw.sqlite3_errcode(connection));
                inserted += raw.sqlite3_changes(connection);
                Check(connection, raw.sqlite3_reset(statement));
            }
            return inserted;
        }
    }

    private static void Bind(sqlite3_stmt statement, int before, CodeChunk chunk, int row)
    {
        raw.sqlite3_bind_int64(statement, before + 1, chunk.FirstId + row);
        raw.sqlite3_bind_int(statement, before + 2, chunk.OfferId);
        raw.sqlite3_bind_int(statement, before + 3, chunk.FileId);
        raw.sqlite3_bind_int(statement, before + 4, chunk.Line(row));
        raw.sqlite3_bind_blob(statement, before + 5, chunk.Code(row));
    }

    private static void Check(sqlite3 connection, int rc)
    {
        if (rc != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(rc, connection);
    }
}
