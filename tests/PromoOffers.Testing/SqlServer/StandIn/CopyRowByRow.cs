using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PromoOffers.Data;
using PromoOffers.Data.SqlServer;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// Stands where SqlBulkCopy would, which speaks to real servers alone. The first row is an INSERT like any other, so that table,
/// columns and types are judged; the others go to SQLite as they are.
/// </summary>
internal sealed class CopyRowByRow : ICopyRows
{
    public async Task Copy(PromoOffersDb db, DataTable rows, CancellationToken cancel)
    {
        var columns = rows.Columns.Cast<DataColumn>().Select(column => column.ColumnName).ToList();
        var insert = $"INSERT INTO [{rows.TableName}] ({string.Join(", ", columns.Select(c => $"[{c}]"))}) VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})";
        await using var judged = db.Database.GetDbConnection().CreateCommand();
        (judged.CommandText, judged.Transaction) = (insert, db.Database.CurrentTransaction!.GetDbTransaction());
        foreach (var column in columns) judged.Parameters.Add(new SqlParameter($"@{column}", rows.Rows[0][column]));
        await judged.ExecuteNonQueryAsync(cancel);

        await using var others = ((StandInConnection)judged.Connection!).Sqlite.CreateCommand();
        others.CommandText = insert;
        try
        {
            foreach (var row in rows.Rows.Cast<DataRow>().Skip(1))
            {
                others.Parameters.Clear();
                foreach (var column in columns) others.Parameters.AddWithValue($"@{column}", row[column]);
                await others.ExecuteNonQueryAsync(cancel);
            }
        }
        catch (SqliteException refused)
        {
            throw SqlServerErrors.For(refused);
        }
    }
}
