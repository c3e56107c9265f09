using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Participants;

/// <summary>Who is taken in, who is credited for whom, and what earns nothing.</summary>
public abstract class CreditingContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    protected override void Add(IServiceCollection services) =>
        services.AddParticipants().AddFulfillment().AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    [Fact]
    public async Task A_sign_up_is_found_counted_and_sent_its_link()
    {
        var offer = await Offer();
        Assert.IsType<SignUpOutcome.Accepted>(await SignUp(offer, "Ann@Example.com", firstName: "Éléonore"));
        await using var db = Database.Read();
        var ann = await db.Participants.SingleAsync(Cancel);
        Assert.Equal("Ann@Example.com", ann.Email);
        Assert.Equal(["ann", "ann@example.com", "eleonore", "example.com"], await db.ParticipantWords.Select(w => w.Word).Order().ToListAsync(Cancel));
        Assert.Equal((DeliveryKind.SignUp, ann.Id), await db.Deliveries.Select(d => ValueTuple.Create(d.Kind, d.ParticipantId!.Value)).SingleAsync(Cancel));
        Assert.Equal(1, await db.OfferCounts.Select(c => c.Participants).SingleAsync(Cancel));
        Assert.Equal(1, await db.OfferDays.Select(d => d.SignUps).SingleAsync(Cancel));
    }

    [Theory]
    [InlineData("jean-pierre")]
    [InlineData("Pierre")]
    [InlineData("JEAN ann@ex")]
    public async Task Who_signed_up_is_found_as_the_name_is_typed(string typed)
    {
        var offer = await Offer();
        await SignUp(offer, "ann@example.com", firstName: "Jean-Pierre");
        await using var db = Database.Read();
        Assert.Single((await new ListParticipants(db).Run(new ParticipantQuery(offer) { Search = typed }, Cancel)).Rows);
    }

    [Fact]
    public async Task An_address_is_confirmed_once_and_tells_who_brought_its_owner()
    {
        var offer = await Offer();
        var ann = await Joined(offer, "ann@example.com");
        var ben = await Joined(offer, "ben@example.com", referrer: ann);
        Assert.Equal([new(null), null], await Confirmed(ann));
        Assert.Equal([new(ann.Id), null], await Confirmed(ben));

        Task<Confirmation?[]> Confirmed(Participant who) => Database.Writes.Run(async (db, cancel) =>
        {
            var change = Database.Get<IChangeParticipant>();
            return new[] { await change.Confirm(db, who.Id, Database.Now, cancel), await change.Confirm(db, who.Id, Database.Now, cancel) };
        }, Cancel);
    }

    [Fact]
    public async Task Nobody_signs_up_with_a_name_of_two_lines()
    {
        var ann = await Joined(await Offer(), "ann@example.com", firstName: "Bo\r\nBcc: evil@x.y\u2028more");
        Assert.Equal("Bo Bcc: evil@x.y more", ann.FirstName);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_only_so_many_mails()
    {
        var offer = await Offer();
        for (var i = 0; i < SignUpMails + 3; i++) Assert.Equal(new SignUpOutcome.Accepted(), await SignUp(offer, i % 2 == 0 ? "ann@example.com" : "ANN@example.com"));
        await using (var db = Database.Read())
        {
            Assert.Equal(1, await db.Participants.CountAsync(Cancel));
            Assert.Equal(SignUpMails, await db.Deliveries.CountAsync(Cancel));
        }
        Database.Time.Advance(TimeSpan.FromHours(25));
        await SignUp(offer, "ann@example.com");
        await using var later = Database.Read();
        Assert.Equal(SignUpMails + 1, await later.Deliveries.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_link_is_mailed_again_to_who_signed_up_also_once_the_offer_has_ended()
    {
        var offer = await Offer();
        await SignUp(offer, "ann@example.com");
        await ReferralOffer.Change(Database.Writes, offer, o => o.End(Database.Now), Cancel);
        Assert.True(await Database.Get<SendLinkAgain>().Run(offer, "ANN@example.com", Cancel));
        Assert.False(await Database.Get<SendLinkAgain>().Run(offer, "nobody@example.com", Cancel));
        await using var db = Database.Read();
        Assert.Equal([DeliveryKind.SignUp, DeliveryKind.SignUp], await db.Deliveries.Select(d => d.Kind).ToListAsync(Cancel));
        Assert.Equal(1, await db.Participants.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_link_is_mailed_again_only_so_many_times()
    {
        var offer = await Offer();
        await SignUp(offer, "ann@example.com");
        for (var i = 1; i < SignUpMails; i++) Assert.True(await Database.Get<SendLinkAgain>().Run(offer, "ann@example.com", Cancel));
        Assert.False(await Database.Get<SendLinkAgain>().Run(offer, "ann@example.com", Cancel));
    }

    [Fact]
    public async Task A_friend_counts_once_the_address_is_confirmed_and_once_only()
    {
        var offer = await Offer();
        var ann = await Joined(offer, "ann@example.com");
        var bob = await Joined(offer, "bob@example.com", ann);
        Assert.Equal(0, (await Person(ann.Id)).Progress);
        Assert.IsType<ConfirmOutcome.Confirmed>(await Confirm(offer, bob));
        Assert.IsType<ConfirmOutcome.Confirmed>(await Confirm(offer, bob));
        Assert.Equal((1, 1), await ProgressAndAwards(ann));
        await using var db = Database.Read();
        Assert.Equal(1, await db.OfferDays.Select(d => d.ReferredSignUps).SingleAsync(Cancel));
        Assert.Equal(1, await db.Deliveries.CountAsync(d => d.Kind == DeliveryKind.Fulfillment && d.ParticipantId == ann.Id, Cancel));
    }

    [Fact]
    public async Task Where_confirmation_is_off_a_friend_counts_at_once()
    {
        var offer = await Offer(new ReferralOffer { ConfirmAddress = false });
        var ann = await Joined(offer, "ann@example.com");
        var bob = await Joined(offer, "bob@example.com", ann);
        Assert.Equal((1, 1), await ProgressAndAwards(ann));
        await Confirm(offer, bob);
        Assert.Equal((1, 1), await ProgressAndAwards(ann));
    }

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("ANN@example.com")]
    [InlineData("ann+friend@example.com")]
    public async Task Who_follows_the_own_link_earns_nothing(string address)
    {
        var offer = await Offer(new ReferralOffer { ConfirmAddress = false });
        var ann = await Joined(offer, "ann@example.com");
        await SignUp(offer, address, ann.ShareToken);
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
    }

    [Fact]
    public async Task A_friend_who_signed_up_before_is_nobodys_referral()
    {
        var offer = await Offer(new ReferralOffer { ConfirmAddress = false });
        var ann = await Joined(offer, "ann@example.com");
        await Joined(offer, "bob@example.com");
        await SignUp(offer, "bob@example.com", ann.ShareToken, "Bobby");
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
        await using var db = Database.Read();
        Assert.Equal("Ann", await db.Participants.Where(p => p.Email == "bob@example.com").Select(p => p.FirstName).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Until_the_address_is_confirmed_what_was_typed_last_counts()
    {
        var offer = await Offer();
        var (ann, tom) = (await Joined(offer, "ann@example.com"), await Joined(offer, "tom@example.com", firstName: "Tom"));
        await SignUp(offer, "victim@example.com", ann.ShareToken, "Wrongname", consents: true);
        await SignUp(offer, "victim@example.com", tom.ShareToken, "Vic", language: "fr");
        await SignUp(offer, "Victim@example.com", firstName: "Vic", language: "fr");
        await using var db = Database.Read();
        var victim = await db.Participants.SingleAsync(p => p.Email == "victim@example.com", Cancel);
        Assert.Equal(("Vic", "vic", "fr", null, tom.Id), (victim.FirstName, victim.SortName, victim.Language, victim.ConsentedAt, victim.ReferredById));
        Assert.Equal(["example.com", "vic", "victim", "victim@example.com"],
            await db.ParticipantWords.Where(w => w.ParticipantId == victim.Id).Select(w => w.Word).Order().ToListAsync(Cancel));

        await Confirm(offer, victim);
        Assert.Equal(((0, 0), (1, 1)), (await ProgressAndAwards(ann), await ProgressAndAwards(tom)));
        await SignUp(offer, "victim@example.com", ann.ShareToken, "Wrongname", consents: true);
        victim = await Person(victim.Id);
        Assert.Equal(("Vic", null, tom.Id), (victim.FirstName, victim.ConsentedAt, victim.ReferredById));
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
        Assert.Equal(3, await db.OfferCounts.Select(c => c.Participants).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_is_referred_by_oneself_or_by_whom_one_brought()
    {
        var offer = await Offer();
        var ann = await Joined(offer, "ann@example.com");
        var bob = await Joined(offer, "bob@example.com", ann);
        await SignUp(offer, "ann@example.com", ann.ShareToken);
        await SignUp(offer, "ann@example.com", bob.ShareToken);
        Assert.Null((await Person(ann.Id)).ReferredById);
    }

    [Fact]
    public async Task A_link_of_another_offer_credits_nobody()
    {
        var ann = await Joined(await Offer(new ReferralOffer { Slug = "autumn", ConfirmAddress = false }), "ann@example.com");
        var bob = await Joined(await Offer(new ReferralOffer { ConfirmAddress = false }), "bob@example.com", ann);
        Assert.Null(bob.ReferredById);
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
    }

    [Fact]
    public async Task Friends_who_arrive_at_once_all_count()
    {
        var offer = await Offer(new ReferralOffer { ConfirmAddress = false, Referral = new() { Count = 10 } });
        var ann = await Joined(offer, "ann@example.com");
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => SignUp(offer, $"friend{i}@example.com", ann.ShareToken)));
        Assert.Equal((20, 1), await ProgressAndAwards(ann));
    }

    [Fact]
    public async Task A_visitor_counts_once_for_a_participant_for_ever()
    {
        var offer = await Offer(new ReferralOffer { Referral = new() { Goal = GoalType.ReferredVisits, Count = 2 }, Delivery = FulfillmentDelivery.Manual });
        var ann = await Joined(offer, "ann@example.com");
        await Visit(offer, "one", ann);
        Database.Time.Advance(TimeSpan.FromDays(400));
        await Visit(offer, "one", ann);
        Assert.Equal((1, 0), await ProgressAndAwards(ann));
        await Visit(offer, "two", ann);
        Assert.Equal((2, 1), await ProgressAndAwards(ann));
    }

    [Fact]
    public async Task A_participant_is_no_visitor_of_the_own_link()
    {
        var offer = await Offer(new ReferralOffer { Referral = new() { Goal = GoalType.ReferredVisits, Count = 1 } });
        var ann = await Joined(offer, "ann@example.com");
        await Database.Get<RecordVisit>().Run(new Visit(offer, "one", ann.ShareToken, ann.PrivateToken), Cancel);
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
    }

    [Fact]
    public async Task Within_half_an_hour_it_is_the_same_visit()
    {
        var offer = await Offer();
        Assert.True(await Visit(offer, "one"));
        Database.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.False(await Visit(offer, "one"));
        Assert.True(await Visit(offer, "two"));
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await Visit(offer, "one"));
        await using var db = Database.Read();
        Assert.Equal(3, await db.OfferDays.SumAsync(d => d.Visits, Cancel));
    }

    [Fact]
    public async Task A_share_is_counted()
    {
        var offer = await Offer();
        var ann = await Joined(offer, "ann@example.com");
        Assert.True(await Database.Get<RecordShare>().Run(offer, ann.PrivateToken, Cancel));
        Assert.False(await Database.Get<RecordShare>().Run(offer, ann.ShareToken, Cancel));
        Assert.Equal(Database.Now, (await Person(ann.Id)).SharedAt);
    }

    [Theory]
    [InlineData(Openness.Paused)]
    [InlineData(Openness.Ended)]
    [InlineData(Openness.NotYetStarted)]
    public async Task While_it_is_not_open_nobody_signs_up_and_nothing_is_earned(Openness openness)
    {
        var starts = Database.Now.AddDays(1);
        var offer = await Offer(new ReferralOffer { StartsAt = openness == Openness.NotYetStarted ? starts : null });
        if (openness == Openness.NotYetStarted) Database.Time.Advance(TimeSpan.FromDays(2));
        var ann = await Joined(offer, "ann@example.com");
        var bob = await Joined(offer, "bob@example.com", ann);
        if (openness == Openness.NotYetStarted) Database.Time.AdjustTime(TestDatabase.Noon);
        if (openness == Openness.Paused) await ReferralOffer.Change(Database.Writes, offer, o => o.Pause(), Cancel);
        if (openness == Openness.Ended) await ReferralOffer.Change(Database.Writes, offer, o => o.End(Database.Now), Cancel);

        Assert.Equal(new SignUpOutcome.NotOpen(openness), await SignUp(offer, "eve@example.com", ann.ShareToken));
        Assert.Equal(new ConfirmOutcome.NotOpen(openness), await Confirm(offer, bob));
        Assert.False(await Visit(offer, "one", ann));
        Assert.Equal((0, 0), await ProgressAndAwards(ann));
        await using var db = Database.Read();
        Assert.Equal(2, await db.Participants.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_key_of_the_hashes_is_kept_unreadable_and_differs_between_offers()
    {
        var keys = Database.Get<ParticipantKeys>();
        var hash = (await keys.For(1, Cancel)).OfAddress("ann@example.com");
        Assert.Equal(hash, (await Database.Get<ParticipantKeys>().For(1, Cancel)).OfAddress("Ann@Example.com"));
        Assert.NotEqual(hash, (await keys.For(2, Cancel)).OfAddress("ann@example.com"));
        await using var db = Database.Read();
        Assert.True(Convert.FromBase64String((await db.Organization.SingleAsync(Cancel)).ParticipantKey!).Length > 32);
    }

    private const int SignUpMails = Data.Participants.SignUpMails.PerAddress;

    private Task<int> Offer(ReferralOffer? offer = null) => (offer ?? new()).Approved(Database.Writes, Database.Now, Cancel);

    private Task<SignUpOutcome> SignUp(int offer, string email, string? shareToken = null, string firstName = "Ann", bool consents = false, string language = "en") =>
        Database.Get<SignUp>().Run(new(offer, email, language, new Dictionary<string, string> { ["firstName"] = firstName }, consents, shareToken), Cancel);

    private async Task<Participant> Joined(int offer, string email, Participant? referrer = null, string firstName = "Ann")
    {
        Assert.IsType<SignUpOutcome.Accepted>(await SignUp(offer, email, referrer?.ShareToken, firstName));
        await using var db = Database.Read();
        return await db.Participants.SingleAsync(p => p.OfferId == offer && p.Email == email, Cancel);
    }

    private async Task<ConfirmOutcome> Confirm(int offer, Participant participant)
    {
        await using var db = Database.Read();
        var slug = await db.Offers.Where(o => o.Id == offer).Select(o => o.Slug).SingleAsync(Cancel);
        return await Database.Get<ConfirmAddress>().Run(slug, participant.PrivateToken, Cancel);
    }

    private Task<bool> Visit(int offer, string visitor, Participant? referrer = null) =>
        Database.Get<RecordVisit>().Run(new Visit(offer, visitor, referrer?.ShareToken, PrivateToken: null), Cancel);

    private async Task<(int Progress, int Awards)> ProgressAndAwards(Participant participant)
    {
        var person = await Person(participant.Id);
        return (person.Progress, person.Awards);
    }

    private async Task<Participant> Person(long id)
    {
        await using var db = Database.Read();
        return await db.Participants.SingleAsync(p => p.Id == id, Cancel);
    }
}

public sealed class CreditingOnSqlite : CreditingContract<SqliteTestDatabase>;

public sealed class CreditingOnSqlServer : CreditingContract<SqlServerTestDatabase>;

public sealed class CreditingOnTheStandIn : CreditingContract<StandInTestDatabase>;
