using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

public abstract record CreateKeyOutcome
{
    private CreateKeyOutcome() { }

    /// <param name="Secret">The whole key; it is told this once.</param>
    public sealed record Created(int Id, string Secret) : CreateKeyOutcome;

    /// <summary>A scope was asked for that stands for more than the one who asks may do.</summary>
    public sealed record NotYoursToGrant : CreateKeyOutcome;
}

/// <summary>Makes a key for a program; nobody gives it more than they hold.</summary>
public sealed class CreateApiKey(IWrites writes)
{
    /// <param name="name">1 to <see cref="ApiKey.MaxNameLength"/> characters.</param>
    /// <param name="expiresAt">First instant at which it is refused; null: never.</param>
    public Task<CreateKeyOutcome> Run(
        int by, string name, IReadOnlySet<ApiScope> scopes, DateTime? expiresAt, DateTime now, CancellationToken cancel = default)
    {
        var secret = ApiSecret.New();
        return writes.Run<CreateKeyOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            if (!scopes.All(grants.MayGrant)) return new CreateKeyOutcome.NotYoursToGrant();
            var key = db.ApiKeys.Add(new ApiKey(name, secret, scopes, expiresAt, actor.Name, now)).Entity;
            await db.SaveChangesAsync(stop);
            db.AuditEntries.Add(new AuditEntry("api-key.created", actor, now) { Details = ApiKeyDetails.Of(key) });
            return new CreateKeyOutcome.Created(key.Id, secret.Text);
        }, cancel);
    }
}

/// <summary>Refuses a key from now on, for good.</summary>
public sealed class RevokeApiKey(IWrites writes)
{
    /// <returns>False: there is no such key, or it is revoked already.</returns>
    public Task<bool> Run(int by, int keyId, DateTime now, CancellationToken cancel = default) => writes.Run(async (db, stop) =>
    {
        var (actor, _) = await db.Acting(by, stop);
        if (await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == keyId, stop) is not { RevokedAt: null } key) return false;
        key.Revoke(now);
        db.AuditEntries.Add(new AuditEntry("api-key.revoked", actor, now) { Details = ApiKeyDetails.Of(key) });
        return true;
    }, cancel);
}

/// <summary>Notes that a key is in use, to the minute.</summary>
public sealed class NoteKeyUsed(IWrites writes)
{
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public Task<int> Run(int keyId, DateTime now, CancellationToken cancel = default)
    {
        var before = now - Grain;
        return writes.Run((db, stop) => db.ApiKeys.Where(k => k.Id == keyId && (k.LastUsedAt == null || k.LastUsedAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), stop), cancel);
    }
}

internal static class ApiKeyDetails
{
    public static Dictionary<string, string> Of(ApiKey key) => new() { ["key"] = key.Name, ["prefix"] = key.Prefix };
}
