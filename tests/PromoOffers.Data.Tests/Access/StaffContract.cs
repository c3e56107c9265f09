using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Access;

/// <summary>Who may make whom what: accounts, roles and settings, each in one transaction.</summary>
public abstract class StaffContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task The_setup_code_makes_one_administrator_and_no_second()
    {
        var code = await Database.Get<PrepareSetup>().Run(cancel: Cancel);
        Assert.NotNull(code);
        Assert.Null(await Database.Get<PrepareSetup>().Run(cancel: Cancel));
        var make = Database.Get<MakeFirstAdministrator>();
        Assert.IsType<SetupOutcome.WrongCode>(await make.Run("AAAA-AAAA-AAAA", Person("first"), Database.Now, Cancel));
        Assert.IsType<SetupOutcome.Made>(await make.Run(code, Person("first"), Database.Now, Cancel));
        Assert.IsType<SetupOutcome.AlreadySetUp>(await make.Run(code, Person("second"), Database.Now, Cancel));
    }

    [Fact]
    public async Task An_address_is_invited_once_and_joins_by_its_link()
    {
        var admin = await Admin();
        var invite = Database.Get<InviteUser>();
        var marketer = await RoleId(BuiltInRoles.MarketingUser);
        var invited = Assert.IsType<InvitationOutcome.Invited>(await invite.Run(admin, Person("omar", password: null), marketer, "sealed", Database.Now, Cancel));
        Assert.IsType<InvitationOutcome.AddressTaken>(await invite.Run(admin, Person("omar", password: null), marketer, "sealed", Database.Now, Cancel));
        Assert.True(await invite.Again(admin, invited.UserId, "another stamp", "sealed", Database.Now, Cancel));

        var set = Database.Get<SetPassword>();
        Assert.False(await set.Run("OMAR@EXAMPLE.COM", "stamp of omar", "hash", "Omar", null, Database.Now, Cancel));
        Assert.True(await set.Run("OMAR@EXAMPLE.COM", "another stamp", "hash", "Omar", "sealed", Database.Now, Cancel));
        Assert.False(await set.Run("OMAR@EXAMPLE.COM", "another stamp", "other", null, null, Database.Now, Cancel));
        Assert.False(await invite.Again(admin, invited.UserId, "third stamp", "sealed", Database.Now, Cancel));
        await using var db = Database.Read();
        Assert.Equal(3, await db.Deliveries.CountAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_but_an_admin_hands_out_what_they_do_not_hold()
    {
        var marketer = await User("mira", BuiltInRoles.MarketingUser);
        Assert.IsType<InvitationOutcome.NotYoursToGrant>(await Database.Get<InviteUser>()
            .Run(marketer, Person("zed", password: null), await RoleId(BuiltInRoles.Admin), "sealed", Database.Now, Cancel));
        Assert.IsType<UserOutcome.NotYoursToGrant>(await Database.Get<ChangeRole>()
            .Run(marketer, marketer, await RoleId(BuiltInRoles.Admin), Database.Now, Cancel));
        Assert.IsType<RoleOutcome.NotYoursToGrant>(await Database.Get<SaveRole>().Run(
            marketer, null, null, "Peekers", "", new HashSet<Permission> { Permission.AccessMarketingActivities, Permission.AccessPrizes }, Database.Now, Cancel));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var admin = await Admin();
        Assert.IsType<UserOutcome.LastAdministrator>(await Database.Get<DeactivateUser>().Run(admin, admin, Database.Now, Cancel));
        Assert.IsType<UserOutcome.LastAdministrator>(await Database.Get<ChangeRole>()
            .Run(admin, admin, await RoleId(BuiltInRoles.AnalyticsUser), Database.Now, Cancel));
        var other = await User("ada", BuiltInRoles.Admin);
        Assert.IsType<UserOutcome.Done>(await Database.Get<DeactivateUser>().Run(other, admin, Database.Now, Cancel));
        Assert.IsType<UserOutcome.Done>(await Database.Get<ReactivateUser>().Run(other, admin, Database.Now, Cancel));
        Assert.IsType<UserOutcome.Done>(await Database.Get<SwitchOffTwoFactor>().Run(other, admin, Database.Now, Cancel));
    }

    [Fact]
    public async Task A_role_in_use_is_not_deleted_and_a_built_in_one_not_changed()
    {
        var admin = await Admin();
        var save = Database.Get<SaveRole>();
        var permissions = new HashSet<Permission> { Permission.AccessMarketingActivities, Permission.UploadCodes };
        var saved = Assert.IsType<RoleOutcome.Saved>(await save.Run(admin, null, null, "Uploaders", "", permissions, Database.Now, Cancel));
        Assert.IsType<RoleOutcome.NameTaken>(await save.Run(admin, null, null, "uploaders", "", permissions, Database.Now, Cancel));
        Assert.IsType<RoleOutcome.BuiltIn>(await save.Run(admin, await RoleId(BuiltInRoles.Admin), "x", "Root", "", permissions, Database.Now, Cancel));
        var user = await User("uma", "Uploaders");
        var delete = Database.Get<DeleteRole>();
        Assert.IsType<RoleOutcome.InUse>(await delete.Run(admin, saved.RoleId, Database.Now, Cancel));
        await Database.Get<ChangeRole>().Run(admin, user, await RoleId(BuiltInRoles.AnalyticsUser), Database.Now, Cancel);
        Assert.IsType<RoleOutcome.Deleted>(await delete.Run(admin, saved.RoleId, Database.Now, Cancel));
    }

    [Fact]
    public async Task Two_people_who_save_the_settings_do_not_overwrite_each_other()
    {
        var admin = await Admin();
        var save = Database.Get<SaveSettings>();
        await using var db = Database.Read();
        var version = (await db.Organization.AsNoTracking().SingleAsync(Cancel)).Version;
        Assert.True(await save.Run(admin, version, organization => organization.Name = "Northlight", Database.Now, Cancel));
        Assert.False(await save.Run(admin, version, organization => organization.Name = "Southlight", Database.Now, Cancel));
        Assert.Equal("Northlight", (await db.Organization.AsNoTracking().SingleAsync(Cancel)).Name);
    }

    [Fact]
    public async Task What_staff_do_and_are_sent_is_written_down()
    {
        await Database.Get<WriteAudit>().Run("staff.signed-in", new Actor(1, "Ada"), Database.Now, Cancel);
        await Database.Get<SendStaffMail>().Run("sealed", Database.Now, Cancel);
        await using var db = Database.Read();
        Assert.Equal("staff.signed-in", (await db.AuditEntries.SingleAsync(Cancel)).Action);
        Assert.Equal("sealed", (await db.Deliveries.SingleAsync(Cancel)).ProtectedContent);
    }

    private Task<int> Admin() => User("nadia", BuiltInRoles.Admin);

    private Task<int> User(string name, string role) => Database.Writes.Run(async (db, cancel) =>
    {
        var user = db.Users.Add(Person(name)).Entity;
        await db.SaveChangesAsync(cancel);
        var normalized = role.ToUpperInvariant();
        var roleId = await db.Roles.Where(r => r.NormalizedName == normalized).Select(r => r.Id).SingleAsync(cancel);
        db.UserRoles.Add(new() { UserId = user.Id, RoleId = roleId });
        return user.Id;
    }, Cancel);

    private async Task<int> RoleId(string name)
    {
        await using var db = Database.Read();
        return await db.Roles.Where(r => r.Name == name).Select(r => r.Id).SingleAsync(Cancel);
    }

    private static StaffUser Person(string name, string? password = "hash") => new()
    {
        DisplayName = name,
        UserName = $"{name}@example.com",
        NormalizedUserName = $"{name}@example.com".ToUpperInvariant(),
        Email = $"{name}@example.com",
        NormalizedEmail = $"{name}@example.com".ToUpperInvariant(),
        SecurityStamp = $"stamp of {name}",
        PasswordHash = password,
    };
}

public sealed class StaffOnSqlite : StaffContract<SqliteTestDatabase>;

public sealed class StaffOnSqlServer : StaffContract<SqlServerTestDatabase>;

public sealed class StaffOnTheStandIn : StaffContract<StandInTestDatabase>;
