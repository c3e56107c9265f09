using Microsoft.EntityFrameworkCore;

namespace PromoOffers.Data.Sqlite;

/// <summary>The connection that is written on, by one operation after the other.</summary>
public sealed class LaneConnection(string connectionString) : PreparingConnection(connectionString, Most)
{
    /// <summary>More than the application has; only who makes up statements as they go would reach it.</summary>
    private const int Most = 500;
}

internal static class LaneOfContext
{
    /// <summary>The connection of an operation in the lane.</summary>
    public static LaneConnection Lane(this PromoOffersDb db) => (LaneConnection)db.Database.GetDbConnection();
}
