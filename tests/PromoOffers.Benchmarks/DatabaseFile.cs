using Microsoft.Data.Sqlite;

namespace PromoOffers.Benchmarks;

/// <summary>Looks at a database past the application, while it runs or afterwards.</summary>
internal static class DatabaseFile
{
    /// <param name="sql">Written in this project; answers one whole number.</param>
    public static long Count(string file, string sql) => Read(file, sql, row => row.GetInt64(0)).Single();

    /// <param name="sql">Written in this project.</param>
    public static List<T> Read<T>(string file, string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // All of it is written in this project.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read()) all.Add(read(rows));
        return all;
    }
}
