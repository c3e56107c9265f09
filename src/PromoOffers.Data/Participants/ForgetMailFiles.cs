using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;

namespace PromoOffers.Data.Participants;

/// <summary>Finds the mails of people who were erased that still lie in the folder, and notes that they were deleted.</summary>
public sealed class ForgetMailFiles(IWrites writes, IDbContextFactory<PromoOffersDb> reading)
{
    private const int Batch = 500;

    /// <param name="delete">Deletes a file of the folder; one that is gone already is no error.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> Run(Action<string> delete, CancellationToken cancel = default)
    {
        for (var total = 0; ;)
        {
            var mails = await Find(cancel);
            if (mails.Count == 0) return total;
            foreach (var (_, file) in mails) delete(file);
            var ids = mails.ConvertAll(m => m.Id);
            await writes.Run((db, stop) => db.Deliveries.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(set => set.SetProperty(d => d.FileName, (string?)null), stop), cancel);
            total += mails.Count;
        }
    }

    private async Task<List<(long Id, string File)>> Find(CancellationToken cancel)
    {
        await using var db = await reading.CreateDbContextAsync(cancel);
        var mails = await (
            from person in db.Participants
            join mail in db.Deliveries on person.Id equals mail.ParticipantId
            where person.ErasedAt != null && mail.FileName != null
            orderby mail.Id
            select new { mail.Id, mail.FileName }).Take(Batch).ToListAsync(cancel);
        return mails.ConvertAll(m => (m.Id, m.FileName!));
    }
}
