using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Testing.Offers;

/// <summary>A sweepstakes and the people in it, made by the operations that make them in earnest.</summary>
public sealed class SweepstakesOffer(TestDatabase database)
{
    public static readonly Actor Claire = new(null, "Claire");

    private int people;
    private long codes = 1;

    public int Id { get; private set; }
    public string PublicId { get; private set; } = "";

    /// <summary>Complete terms: two days from the database's now on.</summary>
    public OfferTerms Terms => NewTerms.Sweepstakes("en", "Europe/Paris") with
    {
        Prize = new() { Kind = PrizeKind.Percent, Value = 100, Label = Both("A year of espresso", "Un an d’espresso") },
        EndsAt = database.Now.AddDays(2),
        RulesLink = Both("https://example.com/rules", "https://example.com/reglement"),
    };

    public async Task<SweepstakesOffer> Approved(Func<OfferTerms, OfferTerms>? with = null, string slug = "advent")
    {
        var terms = with?.Invoke(Terms) ?? Terms;
        (Id, PublicId) = await database.Writes.Run(async (db, cancel) =>
        {
            var program = db.Add(new Program(slug, database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            var offer = db.Add(new Offer(program.Id, slug, slug, OfferKind.Sweepstakes, terms, Claire.Name, database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            db.Add(new OfferCounts(offer.Id));
            return (offer.Id, offer.PublicId);
        });
        if (await Approve() is not ApproveOutcome.Approved) throw new InvalidOperationException("The terms are not complete.");
        return this;
    }

    public Task<ApproveOutcome> Approve() => database.Get<ApproveOffer>().Run(PublicId, _ => [], Claire);

    /// <summary>Replaces the approved terms by a draft that says something else, and approves it.</summary>
    public async Task<ApproveOutcome> Change(Func<OfferTerms, OfferTerms> change)
    {
        await database.Writes.Run(async (db, cancel) =>
        {
            var offer = await db.Offers.Include(o => o.Draft).Include(o => o.Approved).SingleAsync(o => o.Id == Id, cancel);
            var draft = offer.Edit(Claire.Name, database.Now);
            draft.Save(change(draft.Terms), draft.Version, Claire.Name, database.Now);
            return true;
        });
        return await Approve();
    }

    /// <summary>Somebody who has typed an address, and confirmed nothing.</summary>
    public async Task<Participant> Joins(Participant? through = null, string? email = null)
    {
        email ??= $"person{++people}@example.com";
        await SignUp(email, through);
        await using var db = database.Read();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.OfferId == Id && p.Email == email);
    }

    /// <param name="country">Null: not said.</param>
    public Task<SignUpOutcome> SignUp(string email, Participant? through = null, string? country = null, bool acceptsRules = true)
    {
        var fields = new Dictionary<string, string> { ["firstName"] = "Marta", ["lastName"] = "Nowak" };
        if (country is not null) fields["country"] = country;
        return database.Get<SignUp>().Run(new(Id, email, "en", fields, false, through?.ShareToken) { AcceptsRules = acceptsRules });
    }

    /// <summary>Somebody whose entry counts.</summary>
    public async Task<Participant> Enters(Participant? through = null)
    {
        var person = await Joins(through);
        await Confirms(person);
        return person;
    }

    public async Task<ConfirmOutcome> Confirms(Participant person)
    {
        await using var db = database.Read();
        return await database.Get<ConfirmAddress>().Run(await db.Offers.Where(o => o.Id == Id).Select(o => o.Slug).SingleAsync(), person.PrivateToken);
    }

    public async Task<List<Participant>> Enter(int count)
    {
        var entered = new List<Participant>();
        for (var i = 0; i < count; i++) entered.Add(await Enters());
        return entered;
    }

    /// <summary>Lets the time come at which the last drawing freezes, and freezes all.</summary>
    public async Task Freeze()
    {
        await using (var db = database.Read())
        {
            var last = await db.Drawings.Where(d => d.OfferId == Id).MaxAsync(d => d.FreezesAt);
            if (last > database.Now) database.Time.Advance(last - database.Now);
        }
        await database.Get<CloseDrawings>().Run();
    }

    public Task<bool> AddCodes(int count) => database.Writes.Run(async (db, cancel) =>
    {
        var first = codes;
        codes += count;
        var file = db.Add(new CodeFile(Id, $"file-{first}", "codes.txt", Claire.Name, database.Now)
        {
            State = CodeFileState.Published,
            PublishedAt = database.Now,
            Codes = count,
            Free = count,
            FirstCodeId = first,
            LastCodeId = codes - 1,
        }).Entity;
        await db.SaveChangesAsync(cancel);
        db.AddRange(Enumerable.Range(0, count).Select(i => new PromoCode(first + i, Id, file.Id, i + 1, Encoding.ASCII.GetBytes($"ESPRESSO-{first + i}"))));
        var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == Id, cancel);
        (counts.CodesFree, counts.CodesUploaded) = (counts.CodesFree + count, counts.CodesUploaded + count);
        return true;
    });

    private static Dictionary<string, string> Both(string english, string french) => new() { ["en"] = english, ["fr"] = french };
}
