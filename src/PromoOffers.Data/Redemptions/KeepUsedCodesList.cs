using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

/// <summary>Keeps what became of a list of used codes, so that it can be read again.</summary>
public sealed class KeepUsedCodesList(IWrites writes, TimeProvider time)
{
    /// <param name="file">Name of the list, at most <see cref="UsedCodesList.MaxFileLength"/> characters.</param>
    /// <returns>The public id under which it is found.</returns>
    public Task<string> Run(string file, UsedCodesReport report, Actor by, CancellationToken cancel = default) => writes.Run((db, _) =>
    {
        var id = PublicId.New();
        db.UsedCodesLists.Add(new UsedCodesList(id, file, by.Id, by.Name, time.GetUtcNow().UtcDateTime, report));
        return Task.FromResult(id);
    }, cancel);
}
