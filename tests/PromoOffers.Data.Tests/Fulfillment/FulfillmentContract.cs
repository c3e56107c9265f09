using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Fulfillment;

/// <summary>From the goal to the code in the mail: exactly once.</summary>
public abstract class FulfillmentContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly Actor Ann = new(null, "Ann");

    private int nextAddress;
    private long nextCode = 1;

    protected override void Add(IServiceCollection services) => services.AddFulfillment();

    [Fact]
    public async Task Who_meets_the_goal_gets_one_code_and_one_mail()
    {
        var offer = await Offer(codes: 3);
        var person = await Person(offer);
        await Earn(offer, person);
        await Earn(offer, person);
        await using var db = Database.Read();
        var award = await db.Awards.SingleAsync(Cancel);
        var code = await db.PromoCodes.SingleAsync(c => c.AwardId == award.Id, Cancel);
        var delivery = await db.Deliveries.SingleAsync(Cancel);
        Assert.Equal((award.Id, code.Id, DeliveryState.Queued), (delivery.AwardId, delivery.CodeId, delivery.State));
        Assert.Equal(PrizeState.Queued, (await db.Participants.SingleAsync(Cancel)).Prize);
        Assert.Equal((1, 2L), await db.OfferCounts.Select(c => ValueTuple.Create(c.GoalMet, c.CodesFree)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Goals_met_at_the_same_moment_give_everybody_one_code_and_no_code_twice()
    {
        var offer = await Offer(codes: 100);
        var people = new List<long>();
        for (var i = 0; i < 80; i++) people.Add(await Person(offer));
        await Parallel.ForEachAsync(people.Concat(people), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (person, _) => await Earn(offer, person));
        await using var db = Database.Read();
        Assert.Equal(80, await db.Awards.CountAsync(Cancel));
        Assert.Equal(80, await db.PromoCodes.CountAsync(c => c.AwardId != null, Cancel));
        Assert.Equal(80, await db.Deliveries.Select(d => d.CodeId).Distinct().CountAsync(Cancel));
        Assert.Equal((80, 20L), await db.OfferCounts.Select(c => ValueTuple.Create(c.GoalMet, c.CodesFree)).SingleAsync(Cancel));
        Assert.Equal(80, await db.OfferDays.SumAsync(d => d.Awards, Cancel));
    }

    [Fact]
    public async Task An_offer_without_promo_codes_sends_a_mail_without_one()
    {
        var offer = await Offer(codes: 0, terms => terms with { UsePromoCodes = false });
        await Earn(offer, await Person(offer));
        await using var db = Database.Read();
        Assert.Null((await db.Deliveries.SingleAsync(Cancel)).CodeId);
        Assert.Equal(AwardState.Fulfilled, (await db.Awards.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task Awards_wait_in_the_order_in_which_they_were_earned_and_new_ones_queue_behind_them()
    {
        var offer = await Offer(codes: 0);
        long[] people = [await Person(offer), await Person(offer), await Person(offer)];
        await Earn(offer, people[0]);
        await Earn(offer, people[1]);
        await AddCodes(offer, 1);
        await Earn(offer, people[2]);
        await using (var db = Database.Read())
        {
            Assert.Equal(3, await db.Awards.CountAsync(a => a.State == AwardState.Waiting, Cancel));
            Assert.Equal(3, (await db.OfferCounts.SingleAsync(Cancel)).Awaiting);
        }
        Assert.Equal(1, await Database.Get<SendToThoseWhoWait>().Run(offer, Actor.System, Database.Now, Cancel));
        Assert.Equal([people[0]], await SentTo());
        await AddCodes(offer, 5);
        Assert.Equal(2, await Database.Get<SendToThoseWhoWait>().Run(offer, Actor.System, Database.Now, Cancel));
        Assert.Equal(people, await SentTo());
        await using var after = Database.Read();
        Assert.Equal(0, (await after.OfferCounts.SingleAsync(Cancel)).Awaiting);
    }

    [Fact]
    public async Task Where_delivery_is_manual_awards_are_held_until_somebody_sends_them_once()
    {
        var offer = await Offer(codes: 5, terms => terms with { Delivery = FulfillmentDelivery.Manual });
        long[] people = [await Person(offer), await Person(offer), await Person(offer)];
        foreach (var person in people) await Earn(offer, person);
        Assert.Empty(await SentTo());
        var send = Database.Get<SendFulfillment>();
        Assert.Equal(new FulfillmentSent(2, 0), await send.Run(offer, [people[0], people[2]], Ann, Database.Now, Cancel));
        Assert.Equal(new FulfillmentSent(0, 0), await send.Run(offer, [people[0], people[2]], Ann, Database.Now, Cancel));
        Assert.Equal([people[0], people[2]], await SentTo());
        await using var db = Database.Read();
        Assert.Equal(1, (await db.OfferCounts.SingleAsync(Cancel)).Awaiting);
        Assert.Equal("2", (await db.AuditEntries.SingleAsync(Cancel)).Details["sent"]);
    }

    [Fact]
    public async Task A_mail_is_sent_by_the_server_that_holds_its_lease_and_by_another_once_that_has_run_out()
    {
        var offer = await Offer(codes: 1);
        await Earn(offer, await Person(offer));
        var lease = Database.Get<LeaseDeliveries>();
        var until = Database.Now.AddMinutes(2);
        Assert.Equal(1, Assert.Single(await lease.Run("one", 10, Database.Now, until, Cancel)).Attempts);
        Assert.Empty(await lease.Run("two", 10, Database.Now, until, Cancel));
        var late = until.AddSeconds(1);
        Assert.Equal(2, Assert.Single(await lease.Run("two", 10, late, late.AddMinutes(2), Cancel)).Attempts);
    }

    [Fact]
    public async Task A_code_counts_as_sent_once_however_often_its_mail_is_accepted()
    {
        var offer = await Offer(codes: 1);
        var person = await Person(offer);
        await Earn(offer, person);
        var delivery = await Lease();
        var sent = Database.Get<RecordSent>();
        await sent.Run(delivery.Id, null, Database.Now, Cancel);
        await sent.Run(delivery.Id, null, Database.Now.AddMinutes(1), Cancel);
        await using var db = Database.Read();
        var participant = await db.Participants.SingleAsync(Cancel);
        Assert.Equal((1, PrizeState.Sent), (participant.CodesSent, participant.Prize));
        Assert.Equal((1, 1), await db.OfferCounts.Select(c => ValueTuple.Create(c.CodeSent, c.CodesSent)).SingleAsync(Cancel));
        Assert.Equal(1, await db.OfferDays.SumAsync(d => d.CodesSent, Cancel));
        Assert.Equal(Database.Now, (await db.PromoCodes.SingleAsync(Cancel)).SentAt);
        Assert.Empty(await Database.Get<LeaseDeliveries>().Run("two", 10, Database.Now.AddDays(2), Database.Now.AddDays(3), Cancel));
    }

    [Fact]
    public async Task A_mail_that_is_refused_comes_again_later_and_fails_visibly_in_the_end()
    {
        var offer = await Offer(codes: 1);
        await Earn(offer, await Person(offer));
        var failed = Database.Get<RecordFailed>();
        var first = await Lease();
        await failed.Run(first.Id, first.Attempts, "451 greylisted", forGood: false, Database.Now, Cancel);
        Assert.Empty(await Database.Get<LeaseDeliveries>().Run("one", 10, Database.Now, Database.Now.AddMinutes(1), Cancel));
        Assert.Equal((DeliveryState.Deferred, PrizeState.Deferred, 0), await State());
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await Lease();
        await failed.Run(first.Id, first.Attempts, "too late to tell", forGood: true, Database.Now, Cancel);
        Assert.Equal((DeliveryState.Deferred, PrizeState.Deferred, 0), await State());
        await failed.Run(second.Id, second.Attempts, "550 no such user", forGood: true, Database.Now, Cancel);
        Assert.Equal((DeliveryState.Failed, PrizeState.Failed, 1), await State());
    }

    [Fact]
    public async Task A_second_award_does_not_hide_that_the_mail_of_the_first_failed()
    {
        var offer = await Offer(codes: 2, terms => terms with { Referral = new() { Count = 1, AwardsPerParticipant = 2 } });
        var person = await Person(offer);
        await Earn(offer, person);
        var first = await Lease();
        await Database.Get<RecordFailed>().Run(first.Id, first.Attempts, "550 no such user", forGood: true, Database.Now, Cancel);
        await Earn(offer, person);
        await using var db = Database.Read();
        Assert.Equal(2, await db.Awards.CountAsync(a => a.State == AwardState.Fulfilled, Cancel));
        Assert.Equal((2, PrizeState.Failed), await db.Participants.Select(p => ValueTuple.Create(p.Awards, p.Prize)).SingleAsync(Cancel));
        Assert.Equal((1, 1), await db.OfferCounts.Select(c => ValueTuple.Create(c.GoalMet, c.Failed)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_code_is_sent_again_as_it_is()
    {
        var offer = await Offer(codes: 3);
        await Earn(offer, await Person(offer));
        var delivery = await Lease();
        await Database.Get<RecordSent>().Run(delivery.Id, null, Database.Now, Cancel);
        var code = delivery.CodeId!.Value;
        Assert.IsType<ResendOutcome.Queued>(await Database.Get<ResendCode>().Run(offer, code, Ann, Database.Now, Cancel));
        Assert.IsType<ResendOutcome.AlreadyOnItsWay>(await Database.Get<ResendCode>().Run(offer, code, Ann, Database.Now, Cancel));
        var again = await Lease();
        Assert.Equal(code, again.CodeId);
        Assert.NotEqual(delivery.MessageId, again.MessageId);
        await Database.Get<RecordSent>().Run(again.Id, null, Database.Now, Cancel);
        await using var db = Database.Read();
        Assert.Equal(1, (await db.Participants.SingleAsync(Cancel)).CodesSent);
        Assert.Equal(2L, (await db.OfferCounts.SingleAsync(Cancel)).CodesFree);
        Assert.IsType<ResendOutcome.NotAssigned>(await Database.Get<ResendCode>().Run(offer, code + 1, Ann, Database.Now, Cancel));
    }

    [Fact]
    public async Task A_replaced_code_is_void_and_its_award_has_another_one()
    {
        var offer = await Offer(codes: 2);
        await Earn(offer, await Person(offer));
        var old = (await Lease()).CodeId!.Value;
        Assert.IsType<ReplaceOutcome.Replaced>(await Replace(offer, old));
        await using var db = Database.Read();
        var codes = await db.PromoCodes.OrderBy(c => c.Id).ToListAsync(Cancel);
        Assert.Equal("typed wrongly", codes.Single(c => c.Id == old).VoidReason);
        Assert.Single(codes.Select(c => c.AwardId).Distinct());
        var mails = await db.Deliveries.OrderBy(d => d.Id).ToListAsync(Cancel);
        Assert.Equal((DeliveryState.Failed, null), (mails[0].State, mails[0].NextAttemptAt));
        Assert.Equal((DeliveryState.Queued, (long?)codes.Single(c => c.VoidedAt == null).Id), (mails[1].State, mails[1].CodeId));
        Assert.IsType<ReplaceOutcome.NotAssigned>(await Replace(offer, old));
    }

    [Fact]
    public async Task Where_no_code_is_free_the_old_one_still_holds()
    {
        var offer = await Offer(codes: 1);
        await Earn(offer, await Person(offer));
        var old = (await Lease()).CodeId!.Value;
        Assert.IsType<ReplaceOutcome.NoneFree>(await Replace(offer, old));
        await using var db = Database.Read();
        Assert.Null((await db.PromoCodes.SingleAsync(Cancel)).VoidedAt);
        Assert.Equal(DeliveryState.Queued, (await db.Deliveries.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task A_redeemed_code_is_not_replaced()
    {
        var offer = await Offer(codes: 2);
        await Earn(offer, await Person(offer));
        var old = (await Lease()).CodeId!.Value;
        await Database.Writes.Run((db, cancel) => db.PromoCodes.Where(c => c.Id == old)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RedeemedAt, Database.Now), cancel), Cancel);
        Assert.IsType<ReplaceOutcome.Redeemed>(await Replace(offer, old));
    }

    [Fact]
    public async Task What_was_sent_stands_in_the_overview_the_list_of_mails_and_the_export()
    {
        var offer = await Offer(codes: 3);
        await Earn(offer, await Person(offer));
        var delivery = await Lease();
        await Database.Get<RecordSent>().Run(delivery.Id, null, Database.Now, Cancel);

        await using var db = Database.Read();
        var overview = await new ReadOverview(db, new ReadOffer(db)).Run(offer, DateOnly.FromDateTime(Database.Now), Cancel);
        Assert.Equal((ReadOverview.DaysShown, 1, 1), (overview.Days.Count, overview.Days[^1].Awards, overview.Latest.Count));
        var mails = new ListDeliveries(db);
        Assert.Equal(delivery.Id, Assert.Single(await mails.Run(offer, DeliveryKind.Fulfillment, DeliveryState.Sent, null, Cancel)).Id);
        Assert.Empty(await mails.Run(offer, DeliveryKind.Fulfillment, DeliveryState.Failed, null, Cancel));
        var export = new ExportParticipants(db, new ListParticipants(db), Database.Writes, Database.Time);
        await export.Note(offer, withCodes: true, Ann, Cancel);
        var exported = await export.Run(new ParticipantQuery(offer), withCodes: true, Cancel).SingleAsync(Cancel);
        var code = await db.PromoCodes.SingleAsync(c => c.AwardId != null, Cancel);
        Assert.Equal([Encoding.ASCII.GetString(code.Code)], exported.Codes!);
        Assert.Null((await export.Run(new ParticipantQuery(offer), withCodes: false, Cancel).SingleAsync(Cancel)).Codes);
    }

    [Fact]
    public async Task Who_opens_a_mail_with_a_code_or_sends_a_sample_is_noted()
    {
        var offer = await Offer(codes: 3);
        await Earn(offer, await Person(offer));
        await Database.Get<NoteOpened>().Run(await Lease(), Ann, Database.Now, Cancel);
        await Database.Get<SendSample>().Run(offer, "sealed", Ann, Database.Now, Cancel);
        await using var db = Database.Read();
        Assert.Equal([ViewCodes.Action, "emails.sample-sent"], await db.AuditEntries.Where(e => e.OfferId == offer).Select(e => e.Action).Order().ToListAsync(Cancel));
        Assert.Equal(1, await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.Staff, Cancel));
        Assert.Equal(2L, await db.PromoCodes.LongCountAsync(c => c.AwardId == null, Cancel));
    }

    private Task<ReplaceOutcome> Replace(int offer, long code) =>
        Database.Get<ReplaceCode>().Run(offer, code, " typed wrongly ", Ann, Database.Now, Cancel);

    private async Task<Delivery> Lease() =>
        Assert.Single(await Database.Get<LeaseDeliveries>().Run(Guid.NewGuid().ToString("n"), 10, Database.Now, Database.Now.AddSeconds(30), Cancel));

    private async Task<(DeliveryState, PrizeState, int)> State()
    {
        await using var db = Database.Read();
        return ((await db.Deliveries.SingleAsync(Cancel)).State, (await db.Participants.SingleAsync(Cancel)).Prize, (await db.OfferCounts.SingleAsync(Cancel)).Failed);
    }

    private async Task<List<long>> SentTo()
    {
        await using var db = Database.Read();
        return await db.Deliveries.OrderBy(d => d.Id).Select(d => d.ParticipantId!.Value).ToListAsync(Cancel);
    }

    /// <summary>Somebody's last friend signs up.</summary>
    private Task<bool> Earn(int offerId, long personId) => Database.Writes.Run(async (db, cancel) =>
    {
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.Id == offerId, cancel);
        var standing = await Database.Get<IChangeParticipant>().CountProgress(db, personId, cancel);
        await Database.Get<EarnAwards>().Run(db, offer, standing, Database.Now, cancel);
        return true;
    }, Cancel);

    private Task<long> Person(int offer) => Database.Writes.Run(async (db, cancel) =>
    {
        var address = $"person{++nextAddress}@example.org";
        var person = db.Add(new Participant(offer, address, Encoding.ASCII.GetBytes(address), "en", Database.Now)).Entity;
        await db.SaveChangesAsync(cancel);
        return person.Id;
    }, Cancel);

    private async Task<int> Offer(int codes, Func<OfferTerms, OfferTerms>? with = null)
    {
        var offer = await Database.Writes.Run(async (db, cancel) =>
        {
            var program = db.Add(new Program("Spring", Database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            var terms = Complete();
            var made = db.Add(new Offer(program.Id, "Friends", "friends", OfferKind.Referral, with?.Invoke(terms) ?? terms, "Ann", Database.Now)).Entity;
            await db.SaveChangesAsync(cancel);
            db.Add(new OfferCounts(made.Id));
            made.Approve("Ann", Database.Now);
            return made.Id;
        }, Cancel);
        if (codes > 0) await AddCodes(offer, codes);
        return offer;
    }

    private static OfferTerms Complete() => new()
    {
        Languages = ["en"],
        Prize = new() { Value = 20, Label = In("20% off") },
        Referral = new() { Count = 1 },
        UsePromoCodes = true,
        Page = new Dictionary<string, PageTexts> { ["en"] = new() { Headline = "Bring a friend", Button = "Join", Consent = "Yes" } },
        SignUpEmail = new Dictionary<string, MessageTemplate> { ["en"] = new() { Subject = "Hello", Html = "<p>Hello</p>", Text = "Hello" } },
        FulfillmentEmail = new Dictionary<string, MessageTemplate>
        {
            ["en"] = new() { Subject = "Your code", Html = "{{social.Promo Code}}", Text = "{{social.Promo Code}}" },
        },
        RulesLink = In("https://shop.example/rules"),
    };

    private static Dictionary<string, string> In(string english) => new() { ["en"] = english };

    private Task<bool> AddCodes(int offer, int codes) => Database.Writes.Run(async (db, cancel) =>
    {
        var first = nextCode;
        nextCode += codes;
        var file = db.Add(new CodeFile(offer, $"file-{first}", "codes.txt", "Ann", Database.Now)
        {
            State = CodeFileState.Published,
            PublishedAt = Database.Now,
            Codes = codes,
            Free = codes,
            FirstCodeId = first,
            LastCodeId = nextCode - 1,
        }).Entity;
        await db.SaveChangesAsync(cancel);
        db.AddRange(Enumerable.Range(0, codes).Select(i => new PromoCode(first + i, offer, file.Id, i + 1, Encoding.ASCII.GetBytes($"CODE-{first + i}"))));
        var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == offer, cancel);
        counts.CodesFree += codes;
        return true;
    }, Cancel);
}

public sealed class FulfillmentOnSqlite : FulfillmentContract<SqliteTestDatabase>;

public sealed class FulfillmentOnSqlServer : FulfillmentContract<SqlServerTestDatabase>;

public sealed class FulfillmentOnTheStandIn : FulfillmentContract<StandInTestDatabase>;
