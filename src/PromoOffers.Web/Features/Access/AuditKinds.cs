namespace PromoOffers.Web.Features.Access;

/// <summary>What the audit trail can be narrowed to: the first word of an action.</summary>
public static class AuditKinds
{
    public static IReadOnlyList<string> All { get; } = ["", "offer", "codes", "draw", "participant", "staff", "role", "webhook", "settings"];

    public static string Word(string kind) => kind.Length == 0 ? "All" : char.ToUpperInvariant(kind[0]) + kind[1..];
}
