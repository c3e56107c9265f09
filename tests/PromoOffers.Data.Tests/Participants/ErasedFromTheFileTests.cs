using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Participants;

/// <summary>A search of the database's bytes, as somebody does who finds the disk.</summary>
public sealed class ErasedFromTheFileTests : IAsyncLifetime
{
    private const int People = 300;

    private readonly SqliteTestDatabase database = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await database.Create();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>So many, and in an order of their own, that pages are split and merged while they come and go.</summary>
    [Fact]
    public async Task Neither_name_nor_address_of_who_was_erased_is_left_in_the_file_or_its_log()
    {
        var offer = await new ReferralOffer().Approved(database.Writes, database.Now, Cancel);
        var random = new Random(7);
        var people = Enumerable.Range(0, People).Select(i => new Someone(random.Next(100_000, 1_000_000) * 1000 + i)).ToList();
        await Parallel.ForEachAsync(people, Cancel, async (person, cancel) => await SignUp(offer, person, cancel));
        var erased = people.Where((_, i) => i % 3 == 0).ToList();
        await using (var db = database.Read())
        {
            foreach (var person in erased)
            {
                var entry = await db.Participants.Where(p => p.Email == person.Email).Select(p => p.EntryId).SingleAsync(Cancel);
                await database.Get<EraseParticipant>().Run(offer, entry, false, Actor.System, Cancel);
            }
        }
        while (!await database.Get<IForgetDeleted>().Forget(Cancel)) await Task.Delay(20, Cancel);
        var bytes = await Bytes();
        Assert.DoesNotContain(erased.SelectMany(p => p.Traces), trace => Holds(bytes, trace));
        Assert.All(people.Except(erased), person => Assert.True(Holds(bytes, person.Email)));
    }

    private Task<SignUpOutcome> SignUp(int offer, Someone person, CancellationToken cancel) => database.Get<SignUp>().Run(
        new(offer, person.Email, "en", new Dictionary<string, string> { ["firstName"] = person.First, ["lastName"] = person.Last, ["company"] = person.Company }, true, null), cancel);

    private async Task<byte[]> Bytes()
    {
        var file = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        using var all = new MemoryStream();
        foreach (var path in (string[])[file, file + "-wal", file + "-shm"])
        {
            if (!File.Exists(path)) continue;
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await stream.CopyToAsync(all, Cancel);
        }
        return all.ToArray();
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private sealed record Someone(int Number)
    {
        public string Email => $"Mail{Number}@Example.com";
        public string First => $"Éva{Number}";
        public string Last => $"Łoś{Number}";
        public string Company => $"Firm{Number}";

        public IEnumerable<string> Traces => [Email, First, Last, Company, Folded.Text(First), Folded.Text(Last), $"mail{Number}", $"{Number}@"];
    }
}
