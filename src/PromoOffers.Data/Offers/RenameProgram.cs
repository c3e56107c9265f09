using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

public sealed class RenameProgram(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string programId, string name, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindProgram(programId, stop) is not { } program) return new OfferOutcome.NotFound();
            program.Rename(name);
            db.Tell("program.renamed", actor, time.GetUtcNow().UtcDateTime, program);
            return new OfferOutcome.Done(programId);
        }, cancel);
}
