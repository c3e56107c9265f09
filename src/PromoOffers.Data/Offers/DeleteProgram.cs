using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Offers;

/// <summary>Deletes an empty program; archived offers count, because they can be restored.</summary>
public sealed class DeleteProgram(IWrites writes, TimeProvider time)
{
    public Task<OfferOutcome> Run(string programId, Actor actor, CancellationToken cancel = default) =>
        writes.Run<OfferOutcome>(async (db, stop) =>
        {
            if (await db.FindProgram(programId, stop) is not { } program) return new OfferOutcome.NotFound();
            if (await db.Offers.CountAsync(o => o.ProgramId == program.Id, stop) is > 0 and var offers) return new OfferOutcome.HasOffers(offers);
            db.Programs.Remove(program);
            db.Tell("program.deleted", actor, time.GetUtcNow().UtcDateTime, program);
            return new OfferOutcome.Done(programId);
        }, cancel);
}
