using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

public abstract record UserOutcome
{
    private UserOutcome() { }

    public sealed record Done : UserOutcome;

    /// <summary>Somebody has to be left who can administer.</summary>
    public sealed record LastAdministrator : UserOutcome;

    /// <summary>The person's role, or the role to give, holds a permission that the one who acts does not.</summary>
    public sealed record NotYoursToGrant : UserOutcome;
}

/// <summary>Gives somebody another role.</summary>
public sealed class ChangeRole(IWrites writes)
{
    public Task<UserOutcome> Run(int by, int userId, int roleId, DateTime now, CancellationToken cancel = default) =>
        writes.Run<UserOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
            var role = await db.Roles.SingleAsync(r => r.Id == roleId, stop);
            var before = await db.RoleOf(userId, stop);
            if (before?.Id == role.Id) return new UserOutcome.Done();
            if (!grants.Allow([.. role.Permissions, .. before?.Permissions ?? role.Permissions])) return new UserOutcome.NotYoursToGrant();
            if (await db.IsLastAdministrator(userId, stop)) return new UserOutcome.LastAdministrator();

            db.UserRoles.RemoveRange(await db.UserRoles.Where(r => r.UserId == userId).ToListAsync(stop));
            db.GiveRole(userId, roleId);
            db.AuditEntries.Add(new AuditEntry("staff.role-given", actor, now) { Details = StaffDetails.Of(user, role) });
            return new UserOutcome.Done();
        }, cancel);
}

/// <summary>Closes an account: its sessions end within a minute, its links at once. What the person did stays on record.</summary>
public sealed class DeactivateUser(IWrites writes)
{
    public Task<UserOutcome> Run(int by, int userId, DateTime now, CancellationToken cancel = default) =>
        writes.Run<UserOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
            if (await db.RoleOf(userId, stop) is { } role && !grants.Allow(role.Permissions)) return new UserOutcome.NotYoursToGrant();
            if (await db.IsLastAdministrator(userId, stop)) return new UserOutcome.LastAdministrator();
            user.DeactivatedAt = now;
            user.EndSessions();
            db.AuditEntries.Add(new AuditEntry("staff.deactivated", actor, now) { Details = StaffDetails.Of(user) });
            return new UserOutcome.Done();
        }, cancel);
}

/// <summary>Opens a closed account again, with the role and the password that it had.</summary>
public sealed class ReactivateUser(IWrites writes)
{
    public Task<UserOutcome> Run(int by, int userId, DateTime now, CancellationToken cancel = default) =>
        writes.Run<UserOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
            if (await db.RoleOf(userId, stop) is { } role && !grants.Allow(role.Permissions)) return new UserOutcome.NotYoursToGrant();
            (user.DeactivatedAt, user.AccessFailedCount, user.LockoutEnd) = (null, 0, null);
            db.AuditEntries.Add(new AuditEntry("staff.reactivated", actor, now) { Details = StaffDetails.Of(user) });
            return new UserOutcome.Done();
        }, cancel);
}

/// <summary>For somebody who lost the phone and the recovery codes: the second step is off until they set it up anew.</summary>
public sealed class SwitchOffTwoFactor(IWrites writes)
{
    public Task<UserOutcome> Run(int by, int userId, DateTime now, CancellationToken cancel = default) =>
        writes.Run<UserOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
            if (await db.RoleOf(userId, stop) is { } role && !grants.Allow(role.Permissions)) return new UserOutcome.NotYoursToGrant();
            user.TwoFactorEnabled = false;
            user.EndSessions();
            db.UserTokens.RemoveRange(await db.UserTokens.Where(t => t.UserId == userId).ToListAsync(stop));
            db.AuditEntries.Add(new AuditEntry("staff.two-factor-switched-off", actor, now) { Details = StaffDetails.Of(user) });
            return new UserOutcome.Done();
        }, cancel);
}
