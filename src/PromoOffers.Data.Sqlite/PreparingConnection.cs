using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Data.Sqlite;

/// <summary>
/// A connection that keeps the commands which were prepared on it, EF's, for what is done again and again: SQLite takes longer to
/// prepare most of them than to run them. Used by one after the other, and never by two at once.
/// </summary>
/// <param name="most">Commands that are kept.</param>
public abstract class PreparingConnection(string connectionString, int most) : SqliteConnection(connectionString)
{
    private readonly Dictionary<string, SqliteCommand> kept = [];

    public override SqliteCommand CreateCommand() => new Statement(this);

    /// <summary>A command that nobody else uses until it is given back.</summary>
    private SqliteCommand Take(string sql) => kept.Remove(sql, out var command) ? command : New(sql);

    private void Keep(SqliteCommand command)
    {
        if (kept.Count == most)
        {
            foreach (var old in kept.Values) old.Dispose();
            kept.Clear();
        }
        if (!kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    [SuppressMessage("Security", "CA2100", Justification = "The texts are the application's own and EF's; values come as parameters.")]
    private SqliteCommand New(string sql) => new(sql, this);

    /// <summary>Runs the command that is kept for its text.</summary>
    private sealed class Statement : SqliteCommand
    {
        private readonly PreparingConnection owner;
        private SqliteCommand? taken;

        public Statement(PreparingConnection owner) => Connection = this.owner = owner;

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            taken ??= owner.Take(CommandText);
            taken.CommandTimeout = CommandTimeout;
            taken.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters) taken.Parameters.Add(parameter);
            taken.Transaction = Transaction;
            return taken.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && taken is { } command)
            {
                taken = null;
                command.Parameters.Clear();
                owner.Keep(command);
            }
            base.Dispose(disposing);
        }
    }
}
