namespace PromoOffers.Web.Features.Access;

/// <summary>What the audit trail can be narrowed to: the first word of an action.</summary>
public static class AuditKinds
{
    public static IReadOnlyList<string> All { get; } = ["", "offer", "codes", "draw", "participant", "redemption", "staff", "role", "api-key", "webhook", "settings"];

    public static string Word(string kind) => kind.Length == 0 ? "All" : string.Concat(kind.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
