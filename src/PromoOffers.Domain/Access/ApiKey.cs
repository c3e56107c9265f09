namespace PromoOffers.Domain.Access;

/// <summary>
/// How a program of the shop or the CRM proves who it is. The secret is shown once and kept as its SHA-256; the prefix names the key.
/// A key is revoked, never deleted: what it did still names it.
/// </summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 100;

    private ApiKey() { }

    public ApiKey(string name, ApiSecret secret, IEnumerable<ApiScope> scopes, DateTime? expiresAt, string by, DateTime now)
    {
        (Name, Prefix, SecretHash, ExpiresAt, CreatedBy, CreatedAt) = (name, secret.Prefix, secret.Hash, expiresAt, by, now);
        ScopeNames = string.Join(',', scopes.Distinct().Order());
    }

    public int Id { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>First part of the secret; unique, and no secret by itself.</summary>
    public string Prefix { get; private set; } = "";
    public byte[] SecretHash { get; private set; } = [];

    /// <summary>Names of the scopes, comma-separated; <see cref="Scopes"/> reads it.</summary>
    public string ScopeNames { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
    public string CreatedBy { get; private set; } = "";

    /// <summary>First instant at which it is refused; null: never.</summary>
    public DateTime? ExpiresAt { get; private set; }
    public DateTime? RevokedAt { get; private set; }

    /// <summary>To the minute; null: never.</summary>
    public DateTime? LastUsedAt { get; set; }

    public IReadOnlySet<ApiScope> Scopes => ScopeNames.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ApiScope>).ToHashSet();

    public bool HoldsAt(DateTime now) => RevokedAt is null && !(ExpiresAt <= now);

    public void Revoke(DateTime now)
    {
        if (RevokedAt is not null) throw new RuleBroken("The key is revoked already.");
        RevokedAt = now;
    }
}
