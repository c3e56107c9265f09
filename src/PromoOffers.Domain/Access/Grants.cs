namespace PromoOffers.Domain.Access;

/// <summary>Who may hand out what: an administrator everything, anybody else only what they hold.</summary>
/// <param name="Held">Permissions of the one who grants.</param>
public sealed record Grants(bool IsAdministrator, IReadOnlySet<Permission> Held)
{
    public bool Allow(IEnumerable<Permission> wanted) => IsAdministrator || wanted.All(Held.Contains);

    public bool Allow(Permission permission) => IsAdministrator || Held.Contains(permission);

    /// <summary>
    /// Whether a role may become that: what was granted by others may stay or be taken away, what is added must be one's own.
    /// </summary>
    public bool AllowChange(IReadOnlySet<Permission> before, IReadOnlySet<Permission> after) => Allow(after.Except(before));
}
