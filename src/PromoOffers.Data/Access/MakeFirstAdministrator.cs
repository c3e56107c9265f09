using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

public abstract record SetupOutcome
{
    private SetupOutcome() { }

    public sealed record Made(int UserId) : SetupOutcome;
    public sealed record WrongCode : SetupOutcome;

    /// <summary>There is an administrator; the page is closed for good.</summary>
    public sealed record AlreadySetUp : SetupOutcome;
}

/// <summary>Who proves by the setup code that they run the server becomes the first administrator; the code is used up by it.</summary>
public sealed class MakeFirstAdministrator(IWrites writes)
{
    public Task<SetupOutcome> Run(string code, StaffUser administrator, DateTime now, CancellationToken cancel = default) =>
        writes.Run<SetupOutcome>(async (db, stop) =>
        {
            var organization = await db.Organization.SingleAsync(stop);
            if (organization.IsSetUp) return new SetupOutcome.AlreadySetUp();
            if (!SetupCode.Matches(code, organization.SetupCodeHash)) return new SetupOutcome.WrongCode();
            (organization.IsSetUp, organization.SetupCodeHash) = (true, null);
            organization.Version++;

            var user = administrator.Copy();
            db.Users.Add(user);
            await db.SaveChangesAsync(stop);
            var role = await db.Roles.SingleAsync(r => r.BuiltIn && r.Name == BuiltInRoles.Admin, stop);
            db.GiveRole(user.Id, role.Id);
            db.AuditEntries.Add(new AuditEntry("staff.first-administrator", new Actor(user.Id, user.DisplayName), now));
            return new SetupOutcome.Made(user.Id);
        }, cancel);
}
