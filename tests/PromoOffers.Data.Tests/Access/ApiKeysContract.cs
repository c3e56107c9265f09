using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Access;

/// <summary>Who may make which key, and what is kept of it.</summary>
public abstract class ApiKeysContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task A_key_is_kept_as_its_hash_and_matches_what_was_told_once()
    {
        var admin = await User(BuiltInRoles.Admin);
        var created = Assert.IsType<CreateKeyOutcome.Created>(await Create(admin, ApiScope.Redeem, ApiScope.Validate));
        await using var db = Database.Read();
        var key = await db.ApiKeys.SingleAsync(Cancel);
        Assert.StartsWith(key.Prefix, created.Secret, StringComparison.Ordinal);
        Assert.True(ApiSecret.Read(created.Secret)!.Matches(key.SecretHash));
        Assert.False(ApiSecret.New().Matches(key.SecretHash));
        Assert.Equal([ApiScope.Validate, ApiScope.Redeem], key.Scopes.Order());
        Assert.Equal(("api-key.created", key.Prefix), await db.AuditEntries.Select(e => ValueTuple.Create(e.Action, e.Details["prefix"])).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_but_an_admin_gives_a_key_more_than_they_hold()
    {
        var marketer = await User(BuiltInRoles.MarketingUser);
        Assert.IsType<CreateKeyOutcome.Created>(await Create(marketer, ApiScope.CodesWrite, ApiScope.Participants));
        Assert.IsType<CreateKeyOutcome.NotYoursToGrant>(await Create(marketer, ApiScope.CodesWrite, ApiScope.Prizes));
        Assert.IsType<CreateKeyOutcome.NotYoursToGrant>(await Create(marketer, ApiScope.Rollback));
        Assert.IsType<CreateKeyOutcome.Created>(await Create(await User(BuiltInRoles.Admin), [.. ApiScopes.All]));
    }

    [Fact]
    public async Task A_key_holds_until_it_expires_or_is_revoked()
    {
        var admin = await User(BuiltInRoles.Admin);
        var made = Assert.IsType<CreateKeyOutcome.Created>(await Create(admin, ApiScope.Redeem));
        Assert.True((await Key(made.Id)).HoldsAt(Database.Now.AddDays(90).AddMilliseconds(-1)));
        Assert.False((await Key(made.Id)).HoldsAt(Database.Now.AddDays(90)));
        Assert.True(await Database.Get<RevokeApiKey>().Run(admin, made.Id, Database.Now, Cancel));
        Assert.False(await Database.Get<RevokeApiKey>().Run(admin, made.Id, Database.Now, Cancel));
        Assert.False((await Key(made.Id)).HoldsAt(Database.Now));
    }

    [Fact]
    public async Task Its_use_is_noted_to_the_minute()
    {
        var made = Assert.IsType<CreateKeyOutcome.Created>(await Create(await User(BuiltInRoles.Admin), ApiScope.Redeem));
        var note = Database.Get<NoteKeyUsed>();
        Assert.Equal(1, await note.Run(made.Id, Database.Now, Cancel));
        Assert.Equal(0, await note.Run(made.Id, Database.Now.AddSeconds(59), Cancel));
        Assert.Equal(1, await note.Run(made.Id, Database.Now.AddSeconds(60), Cancel));
        Assert.Equal(Database.Now.AddSeconds(60), (await Key(made.Id)).LastUsedAt);
    }

    private Task<CreateKeyOutcome> Create(int by, params ApiScope[] scopes) =>
        Database.Get<CreateApiKey>().Run(by, "Shop", scopes.ToHashSet(), Database.Now.AddDays(90), Database.Now, Cancel);

    private async Task<ApiKey> Key(int id)
    {
        await using var db = Database.Read();
        return await db.ApiKeys.SingleAsync(k => k.Id == id, Cancel);
    }

    private Task<int> User(string role) => Database.Writes.Run(async (db, stop) =>
    {
        var user = db.Users.Add(new StaffUser { UserName = role, NormalizedUserName = role, DisplayName = role, PasswordHash = "hash" }).Entity;
        await db.SaveChangesAsync(stop);
        db.UserRoles.Add(new() { UserId = user.Id, RoleId = await db.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(stop) });
        return user.Id;
    }, Cancel);
}

public sealed class ApiKeysOnSqlite : ApiKeysContract<SqliteTestDatabase>;

public sealed class ApiKeysOnSqlServer : ApiKeysContract<SqlServerTestDatabase>;

public sealed class ApiKeysOnTheStandIn : ApiKeysContract<StandInTestDatabase>;
