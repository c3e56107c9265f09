using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Browser.Tests;

/// <summary>The application with its demo, as the first start leaves it: one for all tests, who keep to offers and names of their own.</summary>
public sealed class DemoSite : RunningSite
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> sessions = new();

    private readonly Lazy<Task<IReadOnlyDictionary<string, string>>> values;

    public DemoSite()
    {
        values = new(() => DemoValues.Of(this));
        Settings["Demo:Seed"] = "true";
    }

    /// <summary>The cookies of somebody who has signed in, which happens once.</summary>
    public Task<string> Session(DemoStaff staff, Func<Task<string>> signIn) =>
        sessions.GetOrAdd(staff.Email, _ => new(signIn)).Value;

    /// <summary>What stands in the addresses of screens.</summary>
    public Task<IReadOnlyDictionary<string, string>> Values() => values.Value;

    /// <summary>The path of the link that somebody's sign-up mail carries.</summary>
    public async Task<string> PrivateLink(string slug, string email)
    {
        await using var db = Read();
        var token = await (from person in db.Participants
                           join offer in db.Offers on person.OfferId equals offer.Id
                           where offer.Slug == slug && person.Email == email
                           select person.PrivateToken).SingleAsync(TestContext.Current.CancellationToken);
        return $"/o/{slug}/me?t={token}";
    }

    /// <summary>The codes that somebody was given.</summary>
    public async Task<IReadOnlyList<byte[]>> CodesOf(string email)
    {
        await using var db = Read();
        return await (from person in db.Participants
                      join award in db.Awards on person.Id equals award.ParticipantId
                      join code in db.PromoCodes on award.Id equals code.AwardId
                      where person.Email == email
                      select code.Code).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A code that somebody was sent and nobody has used.</summary>
    public async Task<string> UnusedCode()
    {
        await using var db = Read();
        var code = await db.PromoCodes.Where(c => c.SentAt != null && c.RedeemedAt == null && c.VoidedAt == null && c.LockedUntil == null)
            .Select(c => c.Code).FirstAsync(TestContext.Current.CancellationToken);
        return System.Text.Encoding.ASCII.GetString(code);
    }

    /// <summary>What an offer is called in the addresses of staff.</summary>
    public async Task<string> OfferId(string slug)
    {
        await using var db = Read();
        return await db.Offers.Where(o => o.Slug == slug).Select(o => o.PublicId).SingleAsync(TestContext.Current.CancellationToken);
    }

    private PromoOffersDb Read() => Services.GetRequiredService<IDbContextFactory<PromoOffersDb>>().CreateDbContext();
}
