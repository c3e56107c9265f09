using Microsoft.Data.Sqlite;
using PromoOffers.Data.Sqlite;

namespace PromoOffers.Data.Tests.Transactions;

/// <summary>Statements that stay prepared on the lane's connection.</summary>
public sealed class LaneConnectionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("promooffers-lane-");
    private readonly SqliteDatabase database;
    private readonly LaneConnection lane;

    public LaneConnectionTests()
    {
        database = new SqliteDatabase($"Data Source={Path.Combine(folder.FullName, "lane.db")}");
        lane = database.OpenForLane();
        lane.Execute("CREATE TABLE Kept (Value)");
    }

    public static TheoryData<object?> Values =>
    [
        new TheoryDataRow<object?>(null), "", "Éléonore \u20ac \U0001F381", "cut\0off?", int.MinValue, long.MaxValue, true, false, 0.1, 1234567.8900m, 5m,
        Array.Empty<byte>(), new byte[] { 0, 255, 0 }, new DateOnly(2026, 1, 2),
        new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTime(2026, 1, 2, 3, 4, 5, 60, DateTimeKind.Utc),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_stands_in_the_database_as_the_library_puts_it(object? value)
    {
        using var command = lane.CreateCommand();
        command.CommandText = "INSERT INTO Kept VALUES ($value)";
        command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
        command.ExecuteNonQuery();
        lane.Execute("INSERT INTO Kept VALUES (@p0)", value);
        var kept = Kept();
        Assert.Equal(2, kept.Count);
        Assert.Equal(kept[0], kept[1]);
    }

    [Fact]
    public void A_time_is_kept_to_the_millisecond()
    {
        lane.Execute("INSERT INTO Kept VALUES (@p0)", new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc).AddTicks(9_999));
        Assert.Equal("text 2026-01-02 03:04:05.678", Assert.Single(Kept()));
    }

    [Fact]
    public void A_value_that_has_no_place_in_the_model_is_refused() =>
        Assert.Throws<NotSupportedException>(() => lane.Execute("INSERT INTO Kept VALUES (@p0)", TimeSpan.Zero));

    [Theory]
    [InlineData("INSERT INTO Kept VALUES (@p1)")]
    [InlineData("INSERT INTO Kept VALUES (@p0 + @p1)")]
    public void A_value_without_a_place_and_a_place_without_a_value_are_refused(string sql) =>
        Assert.Throws<ArgumentException>(() => lane.Execute(sql, 1));

    [Fact]
    public void Two_statements_at_once_are_refused()
    {
        Assert.Throws<ArgumentException>(() => lane.Execute("INSERT INTO Kept VALUES (1); INSERT INTO Kept VALUES (2)"));
        Assert.Empty(Kept());
    }

    [Fact]
    public void What_was_refused_is_told_and_the_statement_can_be_run_again()
    {
        lane.Execute("CREATE UNIQUE INDEX OnlyOnce ON Kept (Value)");
        Assert.Equal(1, lane.Execute("INSERT INTO Kept VALUES (@p0)", 1));
        var refused = Assert.Throws<SqliteException>(() => lane.Execute("INSERT INTO Kept VALUES (@p0)", 1));
        Assert.Equal(2067, refused.SqliteExtendedErrorCode); // SQLITE_CONSTRAINT_UNIQUE
        Assert.Contains("Kept.Value", refused.Message);
        Assert.Equal(1, lane.Execute("INSERT INTO Kept VALUES (@p0)", 2));
        Assert.Equal(0, lane.Execute("UPDATE Kept SET Value = 3 WHERE Value = @p0", 9));
        Assert.Throws<SqliteException>(() => lane.Execute("INSERT INTO Nowhere VALUES (1)"));
    }

    [Fact]
    public void A_statement_outlives_a_change_of_the_tables()
    {
        lane.Execute("INSERT INTO Kept VALUES (@p0)", 1);
        lane.Execute("ALTER TABLE Kept ADD COLUMN More DEFAULT 7");
        lane.Execute("UPDATE Kept SET Value = @p0", 2);
        lane.Execute("DROP TABLE Kept");
        lane.Execute("CREATE TABLE Kept (Value)");
        Assert.Equal(1, lane.Execute("INSERT INTO Kept VALUES (@p0)", 3));
        Assert.Equal("integer 3", Assert.Single(Kept()));
    }

    public void Dispose()
    {
        lane.Dispose();
        database.Dispose();
        folder.Delete(recursive: true);
    }

    private List<string> Kept()
    {
        var kept = new List<string>();
        using var command = lane.CreateCommand();
        command.CommandText = "SELECT typeof(Value) || ' ' || CASE typeof(Value) WHEN 'blob' THEN hex(Value) ELSE coalesce(Value, 'null') END FROM Kept";
        using var reader = command.ExecuteReader();
        while (reader.Read()) kept.Add(reader.GetString(0));
        return kept;
    }
}
