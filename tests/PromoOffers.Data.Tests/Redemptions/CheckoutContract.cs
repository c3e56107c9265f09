using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Data.Tests.Redemptions;

/// <summary>An offer whose codes were sent, and a shop that asks about them.</summary>
public abstract class CheckoutContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    protected const string Code = "SPRING-AB12-CD34";
    protected static readonly Actor Shop = new(null, "Shop");

    private int lastKey;

    protected override void Add(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    protected async Task<int> Offer(ReferralOffer? offer = null, params string[] codes)
    {
        var id = await (offer ?? new()).Approved(Database.Writes, Database.Now, Cancel);
        var key = await Database.Get<ParticipantKeys>().For(id, Cancel);
        await Database.Writes.Send(id, Database.Now, codes is [] ? [Code, "FREE"] : codes, free: 1, key.OfAddress, Cancel);
        return id;
    }

    /// <summary>Each with an Idempotency-Key of its own.</summary>
    protected async Task<RedeemOutcome> Redeem(
        string typed, string order, Basket? basket = null, string? customer = null, DateTime? usedAt = null, int apiKey = 7)
    {
        RedeemOutcome? outcome = null;
        await Database.Get<RedeemCode>().Run(
            new RedeemRequest(typed, order, basket ?? new Basket(null, null, null), customer, usedAt, apiKey, "Shop"),
            new OnceRequest(apiKey, "POST /redemptions", $"own {Interlocked.Increment(ref lastKey)}", Hash("")),
            made =>
            {
                outcome = made;
                return new GivenAnswer(200, "");
            }, Cancel);
        return outcome!;
    }

    protected async Task<Refusal> Refused(string typed, string order, Basket? basket = null, string? customer = null, int apiKey = 7) =>
        Assert.IsType<RedeemOutcome.Refused>(await Redeem(typed, order, basket, customer, apiKey: apiKey)).Refusal;

    protected Task<OnceOutcome> RedeemOnce(string key, string body, string order, int apiKey = 7) => Database.Get<RedeemCode>().Run(
        new RedeemRequest(Code, order, new Basket(null, null, null), null, null, apiKey, "Shop"),
        new OnceRequest(apiKey, "POST /redemptions", key, Hash(body)),
        outcome => outcome is RedeemOutcome.Redeemed made ? new GivenAnswer(201, made.Redemption.PublicId) : new GivenAnswer(409, outcome.GetType().Name),
        Cancel);

    protected Task<RollbackOutcome> RollBack(string id) => Database.Get<RollBackRedemption>().Run(id, " Payment failed ", Shop, Cancel);

    protected Task<ValidateOutcome> Lock(string typed, string? key = null) =>
        Database.Get<LockCode>().Run(new ValidateRequest(typed, new Basket(null, null, key), false, null), CodeLock.Usual, Cancel);

    protected Task<ValidateOutcome> Validate(string typed) =>
        Database.Get<ValidateCode>().Run(new ValidateRequest(typed, new Basket(null, null, null), false, null), Cancel);

    protected async Task<int> Redemptions()
    {
        await using var db = Database.Read();
        return await db.Redemptions.CountAsync(Cancel);
    }

    protected async Task<string> LiveRedemption()
    {
        await using var db = Database.Read();
        return await db.Redemptions.Where(r => r.RolledBackAt == null).Select(r => r.PublicId).SingleAsync(Cancel);
    }

    protected static async Task<List<string>> Codes(IQueryable<PromoOffers.Domain.PromoCodes.PromoCode> codes) =>
        [.. (await codes.Select(c => c.Code).ToListAsync(Cancel)).Select(Encoding.ASCII.GetString).Order(StringComparer.Ordinal)];

    protected static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
