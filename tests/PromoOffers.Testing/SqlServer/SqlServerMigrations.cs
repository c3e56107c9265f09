using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PromoOffers.Data;
using PromoOffers.Data.SqlServer;

namespace PromoOffers.Testing.SqlServer;

/// <summary>The SQL Server migrations as the batches that EF would send.</summary>
public static class SqlServerMigrations
{
    /// <summary>The migrations in their order, each with its batches.</summary>
    public static IEnumerable<(string Migration, IReadOnlyList<string> Batches)> All()
    {
        using var db = new PromoOffersDb(new SqlServerDatabase("Server=nowhere").Options());
        var migrator = db.GetService<IMigrator>();
        var before = Migration.InitialDatabase;
        foreach (var migration in db.Database.GetMigrations())
        {
            yield return (migration, Split(migrator.GenerateScript(before, migration, MigrationsSqlGenerationOptions.NoTransactions)));
            before = migration;
        }
    }

    /// <summary>The tables after all of them.</summary>
    public static SqlServerSchema Latest()
    {
        var schema = new SqlServerSchema();
        foreach (var (_, batches) in All()) schema.Apply(batches);
        return schema;
    }

    /// <summary>GO alone on a line ends a batch.</summary>
    private static List<string> Split(string script)
    {
        List<string> batches = [""];
        foreach (var line in script.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (line.Trim() == "GO") batches.Add("");
            else batches[^1] += line + "\n";
        }
        return [.. batches.Where(batch => batch.Trim().Length > 0)];
    }
}
