using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// Stands where a SQL Server would: EF's SQL Server provider, with everything we add to it, speaks to its connections. Each
/// statement is recorded, validated against the SQL Server schema, held to the house rules, and then answered by SQLite from a
/// migrated database. What it shows: every statement is T-SQL that a server would accept, and does what it should to rows.
/// What it cannot show: locks, plans, collations and the server's own limits; those need the real one.
/// </summary>
public sealed class SqlServerStandIn(string sqliteConnectionString, StatementValidator validator)
{
    private readonly ConcurrentQueue<RecordedStatement> statements = new();
    private readonly ConcurrentQueue<string> problems = new();
    private readonly ConcurrentQueue<Fault> faults = new();

    /// <summary>Everything that was sent, in the order in which it was.</summary>
    public IReadOnlyCollection<RecordedStatement> Statements => statements;

    /// <summary>What a server would have refused, and what the house rules forbid.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>The next command whose text holds these words fails with this error, and does nothing.</summary>
    public void FailNext(string words, int number) => faults.Enqueue(new Fault(words, number, AtCommit: false, Done: false));

    /// <summary>The next commit fails with this error and everything is rolled back.</summary>
    public void FailNextCommit(int number) => faults.Enqueue(new Fault("", number, AtCommit: true, Done: false));

    /// <summary>The next commit is done, but its answer is lost on the way.</summary>
    public void LoseAnswerOfNextCommit(int number) => faults.Enqueue(new Fault("", number, AtCommit: true, Done: true));

    public StandInConnection Connect() => new(this);

    /// <summary>Gives a context of the SQL Server provider a connection to the stand-in in place of one to its server.</summary>
    public IInterceptor Interceptor => new Connections(this);

    internal SqliteConnection OpenSqlite()
    {
        var connection = new SqliteConnection(sqliteConnectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    internal void Record(string text, SqlParameterCollection parameters, bool inTransaction)
    {
        var given = parameters.Cast<SqlParameter>().ToList();
        statements.Enqueue(new RecordedStatement(text, given, inTransaction));
        RecordedOperations.Note();
        var found = validator.Problems(text, given);
        foreach (var problem in found)
            problems.Enqueue($"{problem}\n{text}");
        if (Tsql.TryParse(text).Script is not null)
        {
            foreach (var problem in TsqlRules.Problems(text))
                problems.Enqueue($"{problem}\n{text}");
        }
    }

    internal void RecordBegin(IsolationLevel level)
    {
        if (level == IsolationLevel.Unspecified)
            problems.Enqueue("A transaction was begun without naming its isolation level.");
    }

    internal void ThrowIfFaulty(string text)
    {
        if (faults.TryPeek(out var fault) && !fault.AtCommit && text.Contains(fault.Words, StringComparison.Ordinal) && faults.TryDequeue(out _))
            throw SqlServerErrors.Make(fault.Number);
    }

    internal Fault? TakeFaultOfCommit() =>
        faults.TryPeek(out var fault) && fault.AtCommit && faults.TryDequeue(out _) ? fault : null;

    internal sealed record Fault(string Words, int Number, bool AtCommit, bool Done);

    private sealed class Connections(SqlServerStandIn server) : DbConnectionInterceptor
    {
        public override InterceptionResult<DbConnection> ConnectionCreating(
            ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
            InterceptionResult<DbConnection>.SuppressWithResult(server.Connect());
    }
}
