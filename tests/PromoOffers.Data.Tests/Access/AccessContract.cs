using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Access;

/// <summary>Staff, their roles and the settings, on every database: what is done, what is refused, and what stands in the audit trail.</summary>
public abstract class AccessContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task The_setup_code_is_told_once_and_makes_one_administrator()
    {
        var code = await Database.Get<PrepareSetup>().Run(cancel: Cancel);
        Assert.NotNull(code);
        Assert.Null(await Database.Get<PrepareSetup>().Run(cancel: Cancel));
        Assert.IsType<SetupOutcome.WrongCode>(await Setup("AAAA-AAAA-AAAA"));
        Assert.IsType<SetupOutcome.Made>(await Setup(code));
        Assert.IsType<SetupOutcome.AlreadySetUp>(await Setup(code));
        Assert.Null(await Database.Get<PrepareSetup>().Run(again: true, Cancel));
        Assert.Equal(["staff.first-administrator"], await Trail());
    }

    [Fact]
    public async Task Two_who_enter_the_setup_code_at_once_are_not_both_the_first()
    {
        var code = await Database.Get<PrepareSetup>().Run(cancel: Cancel);
        var outcomes = await Task.WhenAll(Setup(code!, "ann"), Setup(code!, "ben"));
        Assert.Single(outcomes.OfType<SetupOutcome.Made>());
    }

    [Fact]
    public async Task Somebody_invited_joins_through_the_link_once()
    {
        var admin = await Administrator();
        var invited = Assert.IsType<InvitationOutcome.Invited>(await Invite(admin, "ben", BuiltInRoles.MarketingUser));
        Assert.IsType<InvitationOutcome.AddressTaken>(await Invite(admin, "ben", BuiltInRoles.MarketingUser));
        Assert.True(await Database.Get<InviteUser>().Again(admin, invited.UserId, "stamp-2", "mail", Database.Now, Cancel));
        Assert.False(await Join("ben", "stamp-ben"));
        Assert.True(await Join("ben", "stamp-2"));
        Assert.False(await Join("ben", "stamp-2"));
        Assert.False(await Database.Get<InviteUser>().Again(admin, invited.UserId, "stamp-3", "mail", Database.Now, Cancel));
        await using var db = Database.Read();
        Assert.Equal(3, await db.Deliveries.CountAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_gives_what_they_do_not_hold()
    {
        var marketer = await Member(await Administrator(), "ben", BuiltInRoles.MarketingUser);
        Assert.IsType<InvitationOutcome.NotYoursToGrant>(await Invite(marketer, "cleo", BuiltInRoles.AccessPrizes));
        Assert.IsType<InvitationOutcome.Invited>(await Invite(marketer, "cleo", BuiltInRoles.AnalyticsUser));
        Assert.IsType<RoleOutcome.NotYoursToGrant>(await Save(marketer, null, null, "Reviewers", Permission.AccessMarketingActivities, Permission.AccessPrizes));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var admin = await Administrator();
        Assert.IsType<UserOutcome.LastAdministrator>(await Database.Get<ChangeRole>().Run(admin, admin, await Role(BuiltInRoles.AnalyticsUser), Database.Now, Cancel));
        Assert.IsType<UserOutcome.LastAdministrator>(await Database.Get<DeactivateUser>().Run(admin, admin, Database.Now, Cancel));
        var second = await Member(admin, "ben", BuiltInRoles.Admin);
        Assert.IsType<UserOutcome.Done>(await Database.Get<DeactivateUser>().Run(second, admin, Database.Now, Cancel));
    }

    [Fact]
    public async Task Of_two_administrators_who_close_each_others_account_at_once_one_stays()
    {
        var admin = await Administrator();
        var second = await Member(admin, "ben", BuiltInRoles.Admin);
        var outcomes = await Task.WhenAll(
            Database.Get<DeactivateUser>().Run(admin, second, Database.Now, Cancel),
            Database.Get<DeactivateUser>().Run(second, admin, Database.Now, Cancel));
        Assert.Single(outcomes.OfType<UserOutcome.Done>());
        await using var db = Database.Read();
        Assert.Equal(1, await db.Users.CountAsync(u => u.DeactivatedAt == null && u.PasswordHash != null, Cancel));
    }

    [Fact]
    public async Task An_account_is_given_another_role_closed_and_opened_again()
    {
        var admin = await Administrator();
        var ben = await Member(admin, "ben", BuiltInRoles.MarketingUser);
        Assert.IsType<UserOutcome.Done>(await Database.Get<ChangeRole>().Run(admin, ben, await Role(BuiltInRoles.AccessPrizes), Database.Now, Cancel));
        Assert.IsType<UserOutcome.Done>(await Database.Get<SwitchOffTwoFactor>().Run(admin, ben, Database.Now, Cancel));
        Assert.IsType<UserOutcome.Done>(await Database.Get<DeactivateUser>().Run(admin, ben, Database.Now, Cancel));
        Assert.IsType<UserOutcome.Done>(await Database.Get<ReactivateUser>().Run(admin, ben, Database.Now, Cancel));
        var cleo = await Member(admin, "cleo", BuiltInRoles.AnalyticsUser);
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Database.Get<DeactivateUser>().Run(cleo, ben, Database.Now, Cancel));
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Database.Get<ReactivateUser>().Run(cleo, ben, Database.Now, Cancel));
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Database.Get<SwitchOffTwoFactor>().Run(cleo, ben, Database.Now, Cancel));
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Database.Get<ChangeRole>().Run(cleo, ben, await Role(BuiltInRoles.AnalyticsUser), Database.Now, Cancel));
        await using var db = Database.Read();
        Assert.Null((await db.Users.SingleAsync(user => user.Id == ben, Cancel)).DeactivatedAt);
        Assert.Equal(await Role(BuiltInRoles.AccessPrizes), (await db.UserRoles.SingleAsync(held => held.UserId == ben, Cancel)).RoleId);
    }

    [Fact]
    public async Task A_role_is_made_changed_and_deleted_unless_somebody_has_it()
    {
        var admin = await Administrator();
        var made = Assert.IsType<RoleOutcome.Saved>(await Save(admin, null, null, "Reviewers", Permission.AccessMarketingActivities, Permission.AccessPrizes));
        Assert.IsType<RoleOutcome.NameTaken>(await Save(admin, null, null, "reviewers", Permission.AccessMarketingActivities));
        Assert.IsType<RoleOutcome.ChangedMeanwhile>(await Save(admin, made.RoleId, "older", "Readers", Permission.AccessMarketingActivities));
        Assert.IsType<RoleOutcome.Saved>(await Save(admin, made.RoleId, await Stamp(made.RoleId), "Readers", Permission.AccessMarketingActivities));
        Assert.IsType<RoleOutcome.BuiltIn>(await Save(admin, await Role(BuiltInRoles.Admin), null, "Gods", Permission.AccessAdmin));
        Assert.IsType<RoleOutcome.BuiltIn>(await Database.Get<DeleteRole>().Run(admin, await Role(BuiltInRoles.Admin), Database.Now, Cancel));

        Assert.IsType<InvitationOutcome.Invited>(await Invite(admin, "ben", "Readers"));
        Assert.Equal(1, Assert.IsType<RoleOutcome.InUse>(await Database.Get<DeleteRole>().Run(admin, made.RoleId, Database.Now, Cancel)).Users);
        var spare = Assert.IsType<RoleOutcome.Saved>(await Save(admin, null, null, "Spare", Permission.AccessMarketingActivities));
        Assert.IsType<RoleOutcome.Deleted>(await Database.Get<DeleteRole>().Run(admin, spare.RoleId, Database.Now, Cancel));
        Assert.Equal(["staff.first-administrator", "role.created", "role.changed", "staff.invited", "role.created", "role.deleted"], await Trail());
    }

    [Fact]
    public async Task Settings_saved_over_somebody_elses_are_refused()
    {
        var admin = await Administrator();
        var version = await SettingsVersion();
        Assert.True(await Database.Get<SaveSettings>().Run(admin, version, organization => organization.Name = "Maison Aurel", Database.Now, Cancel));
        Assert.False(await Database.Get<SaveSettings>().Run(admin, version, organization => organization.Name = "Other", Database.Now, Cancel));
        await using var db = Database.Read();
        Assert.Equal("Maison Aurel", (await db.Organization.SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task What_staff_do_beside_the_data_is_noted_and_mailed_too()
    {
        var admin = await Administrator();
        await Database.Get<WriteAudit>().Run("staff.signed-in", new Actor(admin, "ann"), Database.Now, Cancel);
        await Database.Get<SendStaffMail>().Run("protected", Database.Now, Cancel);
        Assert.Contains("staff.signed-in", await Trail());
        await using var db = Database.Read();
        Assert.Equal("protected", (await db.Deliveries.SingleAsync(Cancel)).ProtectedContent);
    }

    private Task<SetupOutcome> Setup(string code, string name = "ann") =>
        Database.Get<MakeFirstAdministrator>().Run(code, User(name), Database.Now, Cancel);

    private async Task<int> Administrator()
    {
        var code = await Database.Get<PrepareSetup>().Run(cancel: Cancel);
        return Assert.IsType<SetupOutcome.Made>(await Setup(code!)).UserId;
    }

    private async Task<int> Member(int by, string name, string role)
    {
        var id = Assert.IsType<InvitationOutcome.Invited>(await Invite(by, name, role)).UserId;
        Assert.True(await Join(name, $"stamp-{name}"));
        return id;
    }

    private async Task<InvitationOutcome> Invite(int by, string name, string role)
    {
        var user = User(name);
        user.PasswordHash = null;
        return await Database.Get<InviteUser>().Run(by, user, await Role(role), "mail", Database.Now, Cancel);
    }

    private Task<bool> Join(string name, string stamp) =>
        Database.Get<SetPassword>().Run($"{name}@example.com".ToUpperInvariant(), stamp, "hash", name, "mail", Database.Now, Cancel);

    private Task<RoleOutcome> Save(int by, int? role, string? version, string name, params Permission[] permissions) =>
        Database.Get<SaveRole>().Run(by, role, version, name, "", permissions.ToHashSet(), Database.Now, Cancel);

    private static StaffUser User(string name) => new()
    {
        UserName = $"{name}@example.com",
        NormalizedUserName = $"{name}@example.com".ToUpperInvariant(),
        Email = $"{name}@example.com",
        NormalizedEmail = $"{name}@example.com".ToUpperInvariant(),
        PasswordHash = "hash",
        SecurityStamp = $"stamp-{name}",
        DisplayName = name,
    };

    private async Task<int> Role(string name)
    {
        await using var db = Database.Read();
        return await db.Roles.Where(role => role.Name == name).Select(role => role.Id).SingleAsync(Cancel);
    }

    private async Task<string?> Stamp(int role)
    {
        await using var db = Database.Read();
        return await db.Roles.Where(r => r.Id == role).Select(r => r.ConcurrencyStamp).SingleAsync(Cancel);
    }

    private async Task<int> SettingsVersion()
    {
        await using var db = Database.Read();
        return await db.Organization.Select(organization => organization.Version).SingleAsync(Cancel);
    }

    private async Task<List<string>> Trail()
    {
        await using var db = Database.Read();
        return await db.AuditEntries.OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(Cancel);
    }
}

public sealed class AccessOnSqlite : AccessContract<SqliteTestDatabase>;

public sealed class AccessOnSqlServer : AccessContract<SqlServerTestDatabase>;

public sealed class AccessOnTheStandIn : AccessContract<StandInTestDatabase>;
