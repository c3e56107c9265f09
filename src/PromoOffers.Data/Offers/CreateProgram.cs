using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

public sealed class CreateProgram(IWrites writes, TimeProvider time)
{
    public Task<string> Run(string name, Actor actor, CancellationToken cancel = default) =>
        writes.Run((db, _) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var program = new Program(name, now);
            db.Programs.Add(program);
            db.Tell("program.created", actor, now, program);
            return Task.FromResult(program.PublicId);
        }, cancel);
}
