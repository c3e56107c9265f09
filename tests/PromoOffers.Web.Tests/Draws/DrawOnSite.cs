using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Web.Tests.Draws;

/// <summary>A sweepstakes whose drawings have closed, on a site.</summary>
internal sealed class DrawOnSite(Site site, string slug, long firstCode)
{
    public const string Code = "ESPRESSO-7KQX";

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";
    public string Winners => $"/offers/{PublicId}/winners";

    private static Dictionary<string, string> Both(string text) => new() { ["en"] = text, ["fr"] = text };

    public static async Task<DrawOnSite> Frozen(
        Site site, int entrants = 5, int codes = 10, int drawings = 1, Func<SweepstakesTerms, SweepstakesTerms>? with = null, string slug = "advent", long firstCode = 1)
    {
        var draw = new DrawOnSite(site, slug, firstCode);
        var seeds = site.Services.GetRequiredService<DrawSeeds>().Make(drawings);
        var closed = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        await site.Services.GetRequiredService<IWrites>().Run((db, cancel) => draw.Make(db, entrants, codes, seeds, with ?? (t => t), closed, cancel));
        await site.Services.GetRequiredService<CloseDrawings>().Run();
        return draw;
    }

    public async Task<T> Read<T>(Func<PromoOffersDb, Task<T>> read)
    {
        using var scope = site.Services.CreateScope();
        return await read(scope.ServiceProvider.GetRequiredService<PromoOffersDb>());
    }

    /// <summary>Lets the mails with the codes that were assigned have left so long ago.</summary>
    public Task<int> SentDaysAgo(int days) => site.Services.GetRequiredService<IWrites>().Run((db, cancel) =>
    {
        var at = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days);
        return db.PromoCodes.Where(c => c.AwardId != null).ExecuteUpdateAsync(set => set.SetProperty(c => c.SentAt, at), cancel);
    });

    public Task<List<Winner>> Order(int number = 1) => Read(db => db.Winners.AsNoTracking()
        .Where(w => db.Drawings.Any(d => d.Id == w.DrawingId && d.OfferId == Id && d.Number == number)).OrderBy(w => w.Rank).ToListAsync());

    private async Task<bool> Make(
        PromoOffersDb db, int entrants, int codes, IReadOnlyList<SealedSeed> seeds, Func<SweepstakesTerms, SweepstakesTerms> with, DateTime closed, CancellationToken cancel)
    {
        var made = closed.AddDays(-seeds.Count);
        var program = db.Add(new Domain.Offers.Program($"Winter {slug}", made)).Entity;
        await db.SaveChangesAsync(cancel);
        var terms = NewTerms.Sweepstakes("en", "Europe/Paris");
        var offer = db.Add(new Offer(program.Id, "Advent espresso draw", slug, OfferKind.Sweepstakes, terms with
        {
            Prize = new Prize { Kind = PrizeKind.Percent, Value = 100, Label = Both("A year of espresso") },
            EndsAt = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30),
            RulesLink = Both("https://example.com/rules"),
            UsePromoCodes = true,
            Sweepstakes = with(terms.Sweepstakes! with { Winners = 2, GraceMinutes = 0 }),
        }, "Claire", made)).Entity;
        await db.SaveChangesAsync(cancel);
        offer.Approve("Claire", made);
        db.Add(new OfferCounts(offer.Id) { Participants = entrants, CodesFree = codes, CodesUploaded = codes });
        await db.SaveChangesAsync(cancel);
        (Id, PublicId) = (offer.Id, offer.PublicId);
        var people = await AddPeople(db, offer, entrants, made, cancel);
        foreach (var (index, seed) in seeds.Index())
        {
            var period = new Period(made.AddDays(index), made.AddDays(index + 1));
            var drawing = db.Add(new Drawing(offer.Id, index + 1, period, TimeSpan.Zero, seed.Commitment, seed.Protected, made)).Entity;
            await db.SaveChangesAsync(cancel);
            foreach (var person in people) db.Add(new Entry(drawing.Id, person.Id, period.OpensAt.AddHours(1))).Entity.Confirm(period.OpensAt.AddHours(2));
            await db.SaveChangesAsync(cancel);
        }
        await AddCodes(db, offer, codes, made, cancel);
        return true;
    }

    private static async Task<List<Participant>> AddPeople(PromoOffersDb db, Offer offer, int count, DateTime at, CancellationToken cancel)
    {
        var people = Enumerable.Range(1, count).Select(i =>
        {
            var email = $"winner{i}@example.com";
            var person = new Participant(offer.Id, email, SHA256.HashData(Encoding.UTF8.GetBytes(email)), "en", at)
            {
                FirstName = $"Marta{i}",
                LastName = "Nowak",
                SortName = Folded.SortName($"Marta{i}", "Nowak", email),
            };
            person.Confirm(at);
            return person;
        }).ToList();
        db.AddRange(people);
        await db.SaveChangesAsync(cancel);
        return people;
    }

    private async Task AddCodes(PromoOffersDb db, Offer offer, int count, DateTime at, CancellationToken cancel)
    {
        if (count == 0) return;
        var file = db.Add(new CodeFile(offer.Id, $"{slug}-codes", "codes.txt", "Claire", at)
        {
            State = CodeFileState.Published,
            PublishedAt = at,
            Codes = count,
            Free = count,
            FirstCodeId = firstCode,
            LastCodeId = firstCode + count - 1,
        }).Entity;
        await db.SaveChangesAsync(cancel);
        db.AddRange(Enumerable.Range(1, count).Select(i => new PromoCode(firstCode + i - 1, offer.Id, file.Id, i, Encoding.ASCII.GetBytes($"{Code}-{firstCode + i - 1:0000}"))));
    }
}
