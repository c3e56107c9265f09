using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Access;

/// <summary>Sets a password through a link from a mail: to join after an invitation, or because the old one was forgotten.</summary>
/// <remarks>The link names the address and the security stamp of the account; setting a password changes the stamp, so a link works once.</remarks>
public sealed class SetPassword(IWrites writes)
{
    /// <param name="name">How the person is called; null: as before.</param>
    /// <param name="done">Protected content of the mail that says so; null: none is sent.</param>
    /// <returns>False where the link no longer holds.</returns>
    public Task<bool> Run(
        string normalizedEmail, string stamp, string passwordHash, string? name, string? done, DateTime now, CancellationToken cancel = default) =>
        writes.Run(async (db, stop) =>
        {
            var user = await db.Users.SingleOrDefaultAsync(
                u => u.NormalizedEmail == normalizedEmail && u.SecurityStamp == stamp && u.DeactivatedAt == null, stop);
            if (user is null) return false;
            var action = user.PasswordHash is null ? "staff.joined" : "staff.password-reset";
            user.PasswordHash = passwordHash;
            user.EmailConfirmed = true;
            user.DisplayName = name ?? user.DisplayName;
            (user.AccessFailedCount, user.LockoutEnd) = (0, null);
            user.EndSessions();
            if (done is not null) db.Deliveries.Add(new Delivery(done, now));
            db.AuditEntries.Add(new AuditEntry(action, new Actor(user.Id, user.DisplayName), now));
            return true;
        }, cancel);
}
