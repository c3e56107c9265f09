using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PromoOffers.Data;
using PromoOffers.Data.SqlServer;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// Stands where SqlBulkCopy would, which speaks to real servers alone: one INSERT a row, so that table, columns and types are
/// judged as those of any other statement. As with a bulk copy, rows before one that is refused do not stay.
/// </summary>
internal sealed class CopyRowByRow : ICopyRows
{
    public async Task Copy(PromoOffersDb db, DataTable rows, CancellationToken cancel)
    {
        var columns = rows.Columns.Cast<DataColumn>().Select(column => column.ColumnName).ToList();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO [{rows.TableName}] ({string.Join(", ", columns.Select(c => $"[{c}]"))}) VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})";
        foreach (DataRow row in rows.Rows)
        {
            command.Parameters.Clear();
            foreach (var column in columns) command.Parameters.Add(new SqlParameter($"@{column}", row[column]));
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
