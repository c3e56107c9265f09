using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>What the operations on staff ask first, inside their own transaction.</summary>
internal static class StaffQueries
{
    public static Task<StaffRole?> RoleOf(this PromoOffersDb db, int userId, CancellationToken cancel) =>
        (from held in db.UserRoles
         join role in db.Roles on held.RoleId equals role.Id
         where held.UserId == userId
         select role).FirstOrDefaultAsync(cancel);

    /// <summary>What this person may hand out at this moment; nothing where the account was deactivated meanwhile.</summary>
    public static async Task<(Actor Actor, Grants Grants)> Acting(this PromoOffersDb db, int userId, CancellationToken cancel)
    {
        var user = await db.Users.SingleAsync(u => u.Id == userId, cancel);
        var role = user.DeactivatedAt is null ? await db.RoleOf(userId, cancel) : null;
        return (new Actor(userId, user.DisplayName), new Grants(role is { BuiltIn: true, Name: BuiltInRoles.Admin }, role?.Permissions ?? new HashSet<Permission>()));
    }

    /// <summary>
    /// Whether nobody would be left to administer without this person. Who asks holds the row of the role until the commit: of two
    /// administrators who close each other's account at the same moment the second is told.
    /// </summary>
    public static async Task<bool> IsLastAdministrator(this PromoOffersDb db, int userId, CancellationToken cancel)
    {
        await db.Roles.Where(r => r.BuiltIn && r.Name == BuiltInRoles.Admin).ExecuteUpdateAsync(set => set.SetProperty(r => r.BuiltIn, true), cancel);
        var administrators = await (
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            join user in db.Users on held.UserId equals user.Id
            where role.BuiltIn && role.Name == BuiltInRoles.Admin && user.DeactivatedAt == null && user.PasswordHash != null
            select user.Id).ToListAsync(cancel);
        return administrators is [var only] && only == userId;
    }

    public static void GiveRole(this PromoOffersDb db, int userId, int roleId) => db.UserRoles.Add(new() { UserId = userId, RoleId = roleId });

    /// <summary>Ends every session and every link in a mail: both carry the stamp.</summary>
    public static void EndSessions(this StaffUser user) =>
        (user.SecurityStamp, user.ConcurrencyStamp) = (Domain.PublicId.New(), Domain.PublicId.New());
}
