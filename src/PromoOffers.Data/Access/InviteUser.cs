using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Access;

public abstract record InvitationOutcome
{
    private InvitationOutcome() { }

    public sealed record Invited(int UserId) : InvitationOutcome;

    /// <summary>Somebody has an account with this address.</summary>
    public sealed record AddressTaken : InvitationOutcome;

    /// <summary>The role holds a permission that the one who invites does not.</summary>
    public sealed record NotYoursToGrant : InvitationOutcome;
}

/// <summary>Makes an account without a password and writes the mail whose link sets one, in the same transaction.</summary>
public sealed class InviteUser(IWrites writes)
{
    /// <param name="mail">Protected content of the mail; its link carries the security stamp of the account.</param>
    public Task<InvitationOutcome> Run(int by, StaffUser invited, int roleId, string mail, DateTime now, CancellationToken cancel = default) =>
        writes.Run<InvitationOutcome>(async (db, stop) =>
        {
            var (actor, grants) = await db.Acting(by, stop);
            var role = await db.Roles.SingleAsync(r => r.Id == roleId, stop);
            if (!grants.Allow(role.Permissions)) return new InvitationOutcome.NotYoursToGrant();
            if (await db.Users.AnyAsync(u => u.NormalizedEmail == invited.NormalizedEmail, stop)) return new InvitationOutcome.AddressTaken();

            var user = invited.Copy();
            user.InvitedAt = now;
            db.Users.Add(user);
            await db.SaveChangesAsync(stop);
            db.GiveRole(user.Id, role.Id);
            db.Deliveries.Add(new Delivery(mail, now));
            db.AuditEntries.Add(new AuditEntry("staff.invited", actor, now) { Details = StaffDetails.Of(user, role) });
            return new InvitationOutcome.Invited(user.Id);
        }, cancel);

    /// <summary>Writes the invitation once more; the link of the earlier one no longer works.</summary>
    /// <param name="stamp">The new security stamp that the link of the mail carries.</param>
    /// <returns>False where the account was used meanwhile.</returns>
    public Task<bool> Again(int by, int userId, string stamp, string mail, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            var (actor, _) = await db.Acting(by, stop);
            var user = await db.Users.SingleAsync(u => u.Id == userId, stop);
            if (user.PasswordHash is not null || user.DeactivatedAt is not null) return false;
            (user.SecurityStamp, user.InvitedAt) = (stamp, now);
            db.Deliveries.Add(new Delivery(mail, now));
            db.AuditEntries.Add(new AuditEntry("staff.invited-again", actor, now) { Details = StaffDetails.Of(user) });
            return true;
        }, cancel);
}
