using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.SqlServer;

/// <summary>Sent with everything else that the operation saves: the way to the server costs more than the tracking.</summary>
internal sealed class AppendRow : IAppendRow
{
    public Task Append<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class
    {
        db.Add(row);
        return Task.CompletedTask;
    }

    public Task AppendWithKey<T>(PromoOffersDb db, T row, CancellationToken cancel)
        where T : class
    {
        db.Add(row);
        return db.SaveChangesAsync(cancel);
    }

    public async Task<bool> AppendNew<T>(PromoOffersDb db, T row, Func<Task<bool>> isThere, CancellationToken cancel)
        where T : class
    {
        if (await isThere()) return false;
        db.Add(row);
        return true;
    }
}
