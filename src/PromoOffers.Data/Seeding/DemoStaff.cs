using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Seeding;

/// <summary>Somebody who can sign in to the demo; everybody has the same password, and it is printed.</summary>
/// <param name="Role">One of <see cref="BuiltInRoles"/>.</param>
public sealed record DemoStaff(string Name, string Email, string Role)
{
    public const string Password = "northlight-demo";

    public static readonly DemoStaff Marketer = new("Maya Roussel", "marketer@northlight.example", BuiltInRoles.MarketingUser);

    public static IReadOnlyList<DemoStaff> All { get; } =
    [
        new("Alex Morgan", "admin@northlight.example", BuiltInRoles.Admin),
        Marketer,
        new("Paul Renner", "reviewer@northlight.example", BuiltInRoles.AccessPrizes),
        new("Ana Costa", "analyst@northlight.example", BuiltInRoles.AnalyticsUser),
    ];
}
