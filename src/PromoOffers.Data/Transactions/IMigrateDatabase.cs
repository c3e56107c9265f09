namespace PromoOffers.Data.Transactions;

/// <summary>Brings the database to the latest migration; several servers may start at once.</summary>
public interface IMigrateDatabase
{
    Task Run(CancellationToken cancel);
}
