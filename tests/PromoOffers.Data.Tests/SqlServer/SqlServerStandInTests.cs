using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Testing.SqlServer;
using PromoOffers.Testing.SqlServer.StandIn;

namespace PromoOffers.Data.Tests.SqlServer;

/// <summary>EF's SQL Server provider, as it is, over the stand-in.</summary>
public sealed class SqlServerStandInTests : IDisposable
{
    private const int UniqueIndex = 2601;
    private const int Deadlock = 1205;

    private readonly string file = Path.Combine(Path.GetTempPath(), $"stand-in-{Guid.NewGuid():n}.db");
    private readonly StatementValidator validator;
    private readonly SqlServerStandIn server;

    public SqlServerStandInTests()
    {
        var schema = new SqlServerSchema();
        schema.Apply("CREATE TABLE [Thing] ([Id] bigint NOT NULL IDENTITY, [Name] nvarchar(40) NOT NULL, [Bytes] varbinary(255) NULL, [At] datetime2 NOT NULL, [Done] bit NOT NULL, [Version] int NOT NULL, CONSTRAINT [PK_Thing] PRIMARY KEY ([Id]));");
        schema.Apply("CREATE UNIQUE INDEX [IX_Thing_Name] ON [Thing] ([Name]);");
        validator = new StatementValidator(schema);
        server = new SqlServerStandIn($"Data Source={file};Pooling=False", validator);
        using var sqlite = new SqliteConnection($"Data Source={file};Pooling=False");
        sqlite.Open();
        using var create = sqlite.CreateCommand();
        create.CommandText = "CREATE TABLE Thing (Id INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT NOT NULL UNIQUE, Bytes BLOB, At TEXT NOT NULL, Done INTEGER NOT NULL, Version INTEGER NOT NULL)";
        create.ExecuteNonQuery();
    }

    private static DateTime Noon { get; } = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Unspecified);

    public void Dispose()
    {
        validator.Dispose();
        File.Delete(file);
    }

    [Fact]
    public async Task Rows_are_written_changed_read_and_removed()
    {
        await using (var db = Open())
        {
            await Transact(db, () => db.AddRange(Enumerable.Range(1, 10).Select(i => new Thing { Name = $"n{i}", Bytes = [0x41, 0x20], At = Noon })));
        }
        await using (var db = Open())
        {
            var things = await db.Things.OrderBy(thing => thing.Id).Skip(2).Take(3).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["n3", "n4", "n5"], things.Select(thing => thing.Name));
            Assert.Equal((Noon, false), (things[0].At, things[0].Done));
            Assert.Equal([0x41, 0x20], things[0].Bytes);
            await Transact(db, () => (things[0].Done, things[0].Version) = (true, 2));
            await Transact(db, () => db.Remove(things[1]));
            Assert.Equal(1, await db.Things.Where(thing => thing.Name == "n5").ExecuteUpdateAsync(
                set => set.SetProperty(thing => thing.Done, true), TestContext.Current.CancellationToken));
            Assert.Equal(2, await db.Things.CountAsync(thing => thing.Done, TestContext.Current.CancellationToken));
            Assert.Equal(9, await db.Things.CountAsync(TestContext.Current.CancellationToken));
        }
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task A_row_that_somebody_else_has_changed_is_not_overwritten()
    {
        await using var mine = Open();
        await using var theirs = Open();
        await Transact(mine, () => mine.Add(new Thing { Name = "one", At = Noon }));
        var other = await theirs.Things.SingleAsync(TestContext.Current.CancellationToken);
        await Transact(theirs, () => other.Version = 7);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Transact(mine, () => mine.Things.Local.Single().Version = 8));
    }

    [Fact]
    public async Task A_doubled_name_is_refused_with_SQL_Servers_number()
    {
        await using var db = Open();
        await Transact(db, () => db.Add(new Thing { Name = "one", At = Noon }));
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => Transact(db, () => db.Add(new Thing { Name = "one", At = Noon })));
        Assert.Equal(UniqueIndex, Assert.IsType<SqlException>(refused.InnerException).Number);
    }

    [Fact]
    public async Task A_savepoint_takes_back_what_came_after_it()
    {
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, TestContext.Current.CancellationToken);
        db.Add(new Thing { Name = "kept", At = Noon });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await transaction.CreateSavepointAsync("here", TestContext.Current.CancellationToken);
        db.Add(new Thing { Name = "lost", At = Noon });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await transaction.RollbackToSavepointAsync("here", TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["kept"], await db.Things.Select(thing => thing.Name).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task What_a_server_would_refuse_is_noted_with_its_statement()
    {
        await using var db = Open();
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("UPDATE [Thing] SET [Colour] = 1", TestContext.Current.CancellationToken));
        Assert.Contains(server.Problems, problem => problem.Contains("[Colour]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_transaction_without_an_isolation_level_is_noted()
    {
        await using var db = Open();
        await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        Assert.Single(server.Problems);
    }

    [Fact]
    public async Task An_answer_can_be_lost_after_the_commit_and_a_commit_can_fail()
    {
        await using var db = Open();
        server.LoseAnswerOfNextCommit(-2);
        Assert.Equal(-2, (await Assert.ThrowsAsync<SqlException>(() => Transact(db, () => db.Add(new Thing { Name = "done", At = Noon })))).Number);
        server.FailNextCommit(Deadlock);
        Assert.Equal(Deadlock, (await Assert.ThrowsAsync<SqlException>(() => Transact(db, () => db.Add(new Thing { Name = "undone", At = Noon })))).Number);
        Assert.Equal(["done"], await db.Things.AsNoTracking().Select(thing => thing.Name).ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Transact(ThingDb db, Action act)
    {
        act();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }

    private ThingDb Open() => new(new DbContextOptionsBuilder().UseSqlServer(server.Connect(), contextOwnsConnection: true, sql => sql.MaxBatchSize(1)).Options);

    private sealed class Thing
    {
        public long Id { get; set; }
        public required string Name { get; set; }
        public byte[]? Bytes { get; set; }
        public DateTime At { get; set; }
        public bool Done { get; set; }
        public int Version { get; set; }
    }

    private sealed class ThingDb(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Thing> Things => Set<Thing>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Thing>(thing =>
        {
            thing.ToTable("Thing");
            thing.Property(t => t.Name).HasMaxLength(40);
            thing.Property(t => t.Bytes).HasMaxLength(255);
            thing.Property(t => t.Version).IsConcurrencyToken();
        });
    }
}
