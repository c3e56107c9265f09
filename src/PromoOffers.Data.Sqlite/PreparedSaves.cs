using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// Saves what an operation in the lane has changed by statements that were prepared before. EF writes, plans and reads the answer of
/// each statement anew, which costs ten times what SQLite needs to run it. What is out of the ordinary (a row deleted, a concurrency
/// token, rows whose order has to be found out) is left to EF.
/// </summary>
internal sealed class PreparedSaves(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational)
    : RelationalDatabase(dependencies, relational)
{
    private readonly IRelationalConnection connection = relational.Connection;

    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default) =>
        connection.DbConnection is LaneConnection lane && Ordered(entries) is { } rows
            ? Task.FromResult(Save(lane, rows))
            : base.SaveChangesAsync(entries, cancellationToken);

    /// <summary>Changed rows before new ones, and new ones after those that they refer to; null: EF has to find the order, or more than that.</summary>
    private static List<(IUpdateEntry Entry, RowStatements Statements)>? Ordered(IList<IUpdateEntry> entries)
    {
        var rows = new List<(IUpdateEntry Entry, RowStatements Statements)>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.SharedIdentityEntry is not null || RowStatements.Of(entry.EntityType) is not { } statements || !statements.CanSave(entry)) return null;
            rows.Add((entry, statements));
        }
        return rows.Count < 2 ? rows : [.. rows.OrderBy(r => r.Entry.EntityState == EntityState.Added ? r.Statements.Rank : -1)];
    }

    private static int Save(LaneConnection lane, List<(IUpdateEntry Entry, RowStatements Statements)> rows)
    {
        foreach (var (entry, statements) in rows)
        {
            try
            {
                if (entry.EntityState == EntityState.Added) statements.Insert(lane, entry);
                else statements.Update(lane, entry);
            }
            catch (SqliteException failed)
            {
                throw new DbUpdateException("A row could not be saved.", failed, [entry]);
            }
        }
        return rows.Count;
    }
}
