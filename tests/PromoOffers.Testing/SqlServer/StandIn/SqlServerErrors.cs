using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace PromoOffers.Testing.SqlServer.StandIn;

/// <summary>
/// The errors that SQL Server would have raised. SqlException has no public constructor, so it is made as the client makes it.
/// </summary>
public static class SqlServerErrors
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;
    private const int ForeignKeyOrCheck = 547;
    private const int NotNull = 515;
    private const int Deadlock = 1205;

    public static SqlException Make(int number)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var error = (SqlError)typeof(SqlError).GetConstructors(Hidden)
            .First(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(
                [typeof(int), typeof(byte), typeof(byte), typeof(string), typeof(string), typeof(string), typeof(int), typeof(Exception), typeof(int)]))
            .Invoke([number, (byte)0, (byte)16, "stand-in", $"SQL Server error {number}.", "", 0, null, 0]);
        var errors = (SqlErrorCollection)typeof(SqlErrorCollection).GetConstructors(Hidden)[0].Invoke([]);
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!
            .Invoke(null, [errors, "16.0"])!;
    }

    /// <summary>The number that SQL Server gives for what SQLite has just refused.</summary>
    internal static Exception For(SqliteException refused) => refused.SqliteExtendedErrorCode switch
    {
        2067 => Make(UniqueIndex),
        1555 => Make(UniqueConstraint),
        787 or 275 => Make(ForeignKeyOrCheck),
        1299 => Make(NotNull),
        5 or 6 or 261 or 517 => Make(Deadlock),
        _ => refused,
    };
}
