using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PromoOffers.Data.SqlServer;

/// <summary>Copies many rows at once. A port, because the library's bulk copy speaks to nothing but a real server.</summary>
public interface ICopyRows
{
    /// <summary>Copies into the table that the rows are named for, column by column of the same name, inside the operation.</summary>
    Task Copy(PromoOffersDb db, DataTable rows, CancellationToken cancel);
}

internal sealed class BulkCopy : ICopyRows
{
    public async Task Copy(PromoOffersDb db, DataTable rows, CancellationToken cancel)
    {
        var transaction = (SqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction();
        // Without CheckConstraints the server would no longer trust those of the table.
        using var copy = new SqlBulkCopy((SqlConnection)db.Database.GetDbConnection(), SqlBulkCopyOptions.CheckConstraints, transaction)
        {
            DestinationTableName = $"[{rows.TableName}]",
        };
        foreach (DataColumn column in rows.Columns) copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        await copy.WriteToServerAsync(rows, cancel);
    }
}
