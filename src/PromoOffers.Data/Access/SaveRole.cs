using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

public abstract record RoleOutcome
{
    private RoleOutcome() { }

    public sealed record Saved(int RoleId) : RoleOutcome;
    public sealed record Deleted : RoleOutcome;
    public sealed record NameTaken : RoleOutcome;

    /// <summary>A permission was added that the one who saves does not hold.</summary>
    public sealed record NotYoursToGrant : RoleOutcome;

    /// <summary>People have this role; they need another first.</summary>
    public sealed record InUse(int Users) : RoleOutcome;

    /// <summary>Comes with the product.</summary>
    public sealed record BuiltIn : RoleOutcome;

    /// <summary>Somebody else saved it meanwhile.</summary>
    public sealed record ChangedMeanwhile : RoleOutcome;
}

/// <summary>Makes a role, or changes one; whoever has it holds its new permissions within a minute.</summary>
public sealed class SaveRole(IWrites writes)
{
    /// <param name="roleId">Null: a new one.</param>
    /// <param name="version">The role's stamp as it was loaded.</param>
    public Task<RoleOutcome> Run(
        int by, int? roleId, string? version, string name, string description, IReadOnlySet<Permission> permissions, DateTime now,
        CancellationToken cancel = default) =>
        writes.Run<RoleOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var role = roleId is null ? new StaffRole() : await db.Roles.SingleAsync(r => r.Id == roleId, stop);
            var closed = Permissions.Closed(permissions);
            var normalized = name.ToUpperInvariant();
            if (role.BuiltIn) return new RoleOutcome.BuiltIn();
            if (roleId is not null && role.ConcurrencyStamp != version) return new RoleOutcome.ChangedMeanwhile();
            if (!grants.AllowChange(role.Permissions, closed)) return new RoleOutcome.NotYoursToGrant();
            if (await db.Roles.AnyAsync(r => r.NormalizedName == normalized && r.Id != role.Id, stop)) return new RoleOutcome.NameTaken();

            (role.Name, role.NormalizedName, role.Description, role.Permissions) = (name, normalized, description, closed);
            role.ConcurrencyStamp = Domain.PublicId.New();
            if (roleId is null) db.Roles.Add(role);
            await db.SaveChangesAsync(stop);
            db.AuditEntries.Add(new AuditEntry(roleId is null ? "role.created" : "role.changed", actor, now) { Details = StaffDetails.Of(role) });
            return new RoleOutcome.Saved(role.Id);
        }, cancel);
}

public sealed class DeleteRole(IWrites writes)
{
    public Task<RoleOutcome> Run(int by, int roleId, DateTime now, CancellationToken cancel = default) =>
        writes.Run<RoleOutcome>(async (db, stop) =>
        {
            var (actor, _) = await db.Acting(by, stop);
            var role = await db.Roles.SingleAsync(r => r.Id == roleId, stop);
            if (role.BuiltIn) return new RoleOutcome.BuiltIn();
            var users = await db.UserRoles.CountAsync(r => r.RoleId == roleId, stop);
            if (users > 0) return new RoleOutcome.InUse(users);
            db.Roles.Remove(role);
            db.AuditEntries.Add(new AuditEntry("role.deleted", actor, now) { Details = StaffDetails.Of(role) });
            return new RoleOutcome.Deleted();
        }, cancel);
}
