using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using PromoOffers.Testing.Redemptions;

namespace PromoOffers.Data.Tests.Participants;

/// <summary>What goes with a person, and what stays so that the draw, the ledger and the rule of one sign-up hold.</summary>
public abstract class ErasureContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly Actor Claire = new(null, "Claire");

    private SweepstakesOffer Draw => field ??= new SweepstakesOffer(Database);

    [Fact]
    public async Task Name_address_fields_and_the_private_link_go()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var ann = await Join(offer, "ann@example.com", ("firstName", "Éléonore"), ("lastName", "Łoś"), ("company", "Northlight"));
        Assert.Equal(new EraseOutcome.Erased(1), await Erase(ann));
        await using var db = Database.Read();
        var erased = await db.Participants.SingleAsync(Cancel);
        Assert.Equal((null, "", "", ""), (erased.Email, erased.FirstName, erased.LastName, erased.SortName));
        Assert.Empty(erased.Fields);
        Assert.Null(erased.ConsentedAt);
        Assert.Equal((ann.EntryId, ann.ShareToken, Database.Now), (erased.EntryId, erased.ShareToken, erased.ErasedAt));
        Assert.NotEqual(ann.PrivateToken, erased.PrivateToken);
        Assert.False(await db.ParticipantWords.AnyAsync(Cancel));
        Assert.Equal((DeliveryState.Failed, null), await db.Deliveries.Select(d => ValueTuple.Create(d.State, d.NextAttemptAt)).SingleAsync(Cancel));
        Assert.Equal(("Claire", ann.Id), await db.AuditEntries.Where(e => e.Action == "participants.erased").Select(e => ValueTuple.Create(e.ActorName, e.ParticipantId!.Value)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_is_erased_twice_or_where_there_is_nobody()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var ann = await Join(offer, "ann@example.com");
        await Erase(ann);
        Assert.Equal(new EraseOutcome.Erased(0), await Erase(ann));
        Assert.IsType<EraseOutcome.NotFound>(await Database.Get<EraseParticipant>().Run(offer, "nobody", false, Claire, Cancel));
        Assert.IsType<EraseOutcome.NotFound>(await Database.Get<EraseParticipant>().Run(offer + 1, ann.EntryId, false, Claire, Cancel));
    }

    [Fact]
    public async Task The_address_does_not_sign_up_again()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        await Erase(await Join(offer, "ann@example.com"));
        var mails = await Mails();
        Assert.IsType<SignUpOutcome.Accepted>(await SignUp(offer, "ANN@example.com"));
        await using var db = Database.Read();
        Assert.Equal(1, await db.Participants.CountAsync(Cancel));
        Assert.Equal(mails, await Mails());
        Assert.False(await db.Participants.AnyAsync(p => p.Email != null, Cancel));
    }

    [Fact]
    public async Task Everywhere_means_every_offer_that_has_the_address_and_nobody_else()
    {
        var spring = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var autumn = await new ReferralOffer { Slug = "autumn" }.Approved(Database.Writes, Database.Now, Cancel);
        var ann = await Join(spring, "ann@example.com");
        await Join(autumn, "Ann@example.com");
        await Join(autumn, "bob@example.com");
        Assert.Equal(new EraseOutcome.Erased(2), await Erase(ann, everywhere: true));
        await using var db = Database.Read();
        Assert.Equal("bob@example.com", (await db.Participants.SingleAsync(p => p.Email != null, Cancel)).Email);
    }

    [Fact]
    public async Task A_prize_that_has_no_code_yet_is_given_up_and_a_code_that_was_given_stays()
    {
        var offer = await new ReferralOffer { UsePromoCodes = true, Delivery = FulfillmentDelivery.Manual, ConfirmAddress = false }.Approved(Database.Writes, Database.Now, Cancel);
        var winner = (await Database.Writes.Send(offer, Database.Now, ["A-1", "A-2", "A-3"], free: 2, cancel: Cancel)).Single();
        var ann = await Join(offer, "ann@example.com");
        await SignUp(offer, "bob@example.com", ann.ShareToken);
        await using (var before = Database.Read()) Assert.Equal((AwardState.Held, 1), (await before.Awards.Where(a => a.ParticipantId == ann.Id).Select(a => a.State).SingleAsync(Cancel), await before.OfferCounts.Select(c => c.Awaiting).SingleAsync(Cancel)));
        await Erase(ann);
        await Erase(await Person(winner));
        await using var db = Database.Read();
        Assert.Equal(AwardState.Withdrawn, await db.Awards.Where(a => a.ParticipantId == ann.Id).Select(a => a.State).SingleAsync(Cancel));
        Assert.Equal(0, await db.OfferCounts.Select(c => c.Awaiting).SingleAsync(Cancel));
        Assert.Equal(new Ledger(Uploaded: 3, Free: 2, Assigned: 1, Redeemed: 0, Void: 0), await new ReadLedger(db).Run(offer, Cancel));
    }

    [Fact]
    public async Task The_code_of_somebody_who_was_erased_is_neither_sent_again_nor_replaced_and_still_holds()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var winner = (await Database.Writes.Send(offer, Database.Now, ["A-1", "A-2"], free: 1, cancel: Cancel)).Single();
        await Erase(await Person(winner));
        await using var db = Database.Read();
        var code = await db.PromoCodes.Where(c => c.AwardId != null).Select(c => c.Id).SingleAsync(Cancel);
        var (mails, told) = (await Mails(), await db.AuditEntries.CountAsync(Cancel));
        Assert.IsType<ResendOutcome.HolderErased>(await Database.Get<ResendCode>().Run(offer, code, Claire, Database.Now, Cancel));
        Assert.IsType<ReplaceOutcome.HolderErased>(await Database.Get<ReplaceCode>().Run(offer, code, "typed wrongly", Claire, Database.Now, Cancel));
        Assert.Equal((mails, told), (await Mails(), await db.AuditEntries.CountAsync(Cancel)));
        Assert.Null(await db.PromoCodes.Where(c => c.Id == code).Select(c => c.VoidedAt).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Who_was_erased_is_not_reinstated()
    {
        await Draw.Approved();
        await Draw.Enter(3);
        await Draw.Freeze();
        await Database.Get<RunDraw>().Run(Draw.Id, 1, 1, null, Claire, Cancel);
        await Database.Get<Disqualify>().Run(Draw.Id, 1, 1, DisqualificationCategory.UnderAge, null, Claire, Cancel);
        await Erase(await Person((await Place(1)).ParticipantId));
        Assert.IsType<JudgeOutcome.WasErased>(await Database.Get<Reinstate>().Run(Draw.Id, 1, 1, null, Claire, Cancel));
        await using var db = Database.Read();
        Assert.Equal(1, await db.DrawingRecords.CountAsync(Cancel));
    }

    [Fact]
    public async Task Who_was_erased_earns_nothing_any_more()
    {
        var offer = await new ReferralOffer { Referral = new() { Goal = GoalType.CustomEvent, Event = "purchase", Count = 1 } }.Approved(Database.Writes, Database.Now, Cancel);
        var ann = await Join(offer, "ann@example.com");
        Assert.IsType<ReportEventOutcome.Counted>(await Report(offer, ann, "order of ann@example.com"));
        await Erase(ann);
        Assert.IsType<ReportEventOutcome.NoSuchParticipant>(await Report(offer, ann, "18"));
        await using var db = Database.Read();
        Assert.False(await db.ReportedEvents.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_friend_who_still_comes_through_the_link_earns_nothing_for_who_was_erased()
    {
        var offer = await new ReferralOffer { ConfirmAddress = false }.Approved(Database.Writes, Database.Now, Cancel);
        var ann = await Join(offer, "ann@example.com");
        await Erase(ann);
        await SignUp(offer, "bob@example.com", ann.ShareToken);
        await using var db = Database.Read();
        Assert.False(await db.Awards.AnyAsync(Cancel));
    }

    [Fact]
    public async Task What_was_typed_about_somebody_goes_too()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var winner = (await Database.Writes.Send(offer, Database.Now, ["A-1", "A-2", "A-3"], free: 2, cancel: Cancel)).Single();
        var order = new RedeemRequest("A-1", "17", new(null, null, null), null, null, 7, "Shop");
        await Database.Get<RedeemCode>().Run(order, new OnceRequest(7, "POST /redemptions", "key", [1]), _ => new(201, ""), Cancel);
        await using (var seen = Database.Read())
        {
            var redemption = await seen.Redemptions.Select(r => r.PublicId).SingleAsync(Cancel);
            var once = new OnceRequest(7, "POST /redemptions/{id}/rollback", "key", [1]);
            await Database.Get<RollBackRedemption>().Run(redemption, "Ann changed her mind", Claire, once, _ => new(200, $"{redemption} Ann"), Cancel);
        }
        await using (var seen = Database.Read())
        {
            var code = await seen.PromoCodes.Where(c => c.AwardId != null).Select(c => c.Id).SingleAsync(Cancel);
            Assert.IsType<ReplaceOutcome.Replaced>(await Database.Get<ReplaceCode>().Run(offer, code, "Ann lost it", Claire, Database.Now, Cancel));
        }
        await Erase(await Person(winner));
        await using var db = Database.Read();
        Assert.Equal("", (await db.Redemptions.SingleAsync(Cancel)).RollbackReason);
        Assert.False(await db.PromoCodes.AnyAsync(c => c.VoidReason != null, Cancel));
        Assert.Equal("", (await db.AnsweredRequests.SingleAsync(Cancel)).Body);
        var details = (await db.AuditEntries.Where(e => e.ParticipantId == winner).ToListAsync(Cancel)).SelectMany(e => e.Details).ToList();
        Assert.Contains(new("order", "17"), details);
        Assert.DoesNotContain(details, d => d.Value.Contains("Ann", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Before_the_freeze_the_entry_is_withdrawn()
    {
        await Draw.Approved();
        var people = await Draw.Enter(3);
        var typed = await Draw.Joins();
        await Erase(people[1]);
        await Erase(typed);
        await using (var db = Database.Read()) Assert.Equal((2, 2), (await db.Entries.CountAsync(Cancel), (await db.Drawings.SingleAsync(Cancel)).Entrants));
        await Draw.Freeze();
        await using var later = Database.Read();
        Assert.Equal(2, (await later.Drawings.SingleAsync(Cancel)).Entrants);
    }

    [Fact]
    public async Task After_the_freeze_the_entry_stays_the_draw_verifies_and_who_was_erased_does_not_win()
    {
        await Draw.Approved();
        await Draw.AddCodes(5);
        var people = await Draw.Enter(4);
        await Draw.Freeze();
        await Erase(people[0]);
        Assert.IsType<DrawOutcome.Drawn>(await Database.Get<RunDraw>().Run(Draw.Id, 1, 4, null, Claire, Cancel));
        Assert.IsType<FinalizeOutcome.Done>(await Database.Get<FinalizeDraw>().Run(Draw.Id, 1, 3, Claire, Cancel));
        await Erase(people[1]);
        await using var db = Database.Read();
        var lost = await db.Winners.SingleAsync(w => w.ParticipantId == people[0].Id, Cancel);
        Assert.Equal(Outcome.Disqualified, lost.Outcome);
        Assert.Equal(DisqualificationCategory.Other, (await db.DrawingRecords.SingleAsync(Cancel)).Category);
        Assert.Equal(3, await db.PromoCodes.CountAsync(c => c.AwardId != null, Cancel));
        await Verifies(db);
    }

    [Fact]
    public async Task The_prize_of_a_winner_who_waits_for_a_code_goes_to_the_next_in_the_order()
    {
        await Draw.Approved();
        await Draw.Enter(3);
        await Draw.Freeze();
        await Database.Get<RunDraw>().Run(Draw.Id, 1, 1, null, Claire, Cancel);
        await Database.Get<Disqualify>().Run(Draw.Id, 1, 3, DisqualificationCategory.UnderAge, "Says Ann herself", Claire, Cancel);
        await Database.Get<FinalizeDraw>().Run(Draw.Id, 1, 1, Claire, Cancel);
        var (first, third) = (await Place(1), await Place(3));
        await Erase(await Person(first.ParticipantId));
        await Erase(await Person(third.ParticipantId));
        await Draw.AddCodes(3);
        await Database.Get<SendToThoseWhoWait>().Run(Draw.Id, Claire, Database.Now, Cancel);
        await using var db = Database.Read();
        Assert.Equal((await Place(2)).ParticipantId, await db.Awards.Where(a => a.State == AwardState.Fulfilled).Select(a => a.ParticipantId).SingleAsync(Cancel));
        Assert.Equal(Outcome.Won, (await Place(2)).Outcome);
        Assert.Equal(1, await db.PromoCodes.CountAsync(c => c.AwardId != null, Cancel));
        Assert.False(await db.DrawingRecords.AnyAsync(r => r.Note != null, Cancel));
        await Verifies(db);
    }

    [Fact]
    public async Task The_mails_in_the_folder_are_found_and_noted_as_deleted()
    {
        var offer = await new ReferralOffer().Approved(Database.Writes, Database.Now, Cancel);
        var (ann, bob) = (await Join(offer, "ann@example.com"), await Join(offer, "bob@example.com"));
        await using (var db = Database.Read())
        {
            foreach (var mail in await db.Deliveries.ToListAsync(Cancel)) await Database.Get<RecordSent>().Run(mail.Id, $"{mail.ParticipantId}.eml", Database.Now, Cancel);
        }
        await Erase(ann);
        var deleted = new List<string>();
        Assert.Equal(1, await Database.Get<ForgetMailFiles>().Run(deleted.Add, Cancel));
        Assert.Equal(0, await Database.Get<ForgetMailFiles>().Run(deleted.Add, Cancel));
        Assert.Equal([$"{ann.Id}.eml"], deleted);
        await using var later = Database.Read();
        Assert.Equal($"{bob.Id}.eml", await later.Deliveries.Where(d => d.FileName != null).Select(d => d.FileName).SingleAsync(Cancel));
    }

    private static async Task Verifies(PromoOffersDb db)
    {
        var drawing = await db.Drawings.AsNoTracking().SingleAsync(Cancel);
        using var list = new MemoryStream();
        await EntryList.Write(db, drawing, list, Cancel);
        list.Position = 0;
        Assert.Empty(VerifyDraw.Run(await new ReadCertificate(db).Run(drawing.Id, Cancel), list));
        foreach (var offer in await db.Offers.Select(o => o.Id).ToListAsync(Cancel)) Assert.True((await new ReadLedger(db).Run(offer, Cancel)).Balances);
    }

    private Task<EraseOutcome> Erase(Participant person, bool everywhere = false) =>
        Database.Get<EraseParticipant>().Run(person.OfferId, person.EntryId, everywhere, Claire, Cancel);

    private Task<SignUpOutcome> SignUp(int offer, string email, string? through = null, params (string Name, string Value)[] fields) =>
        Database.Get<SignUp>().Run(new(offer, email, "en", fields.ToDictionary(f => f.Name, f => f.Value), true, through), Cancel);

    private async Task<Participant> Join(int offer, string email, params (string Name, string Value)[] fields)
    {
        await SignUp(offer, email, null, fields);
        await using var db = Database.Read();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.OfferId == offer && p.Email == email, Cancel);
    }

    private Task<ReportEventOutcome> Report(int offer, Participant person, string source) =>
        Database.Get<ReportEvent>().Run(new EventReport(offer, person.ShareToken, "purchase", source), Cancel);

    private async Task<Participant> Person(long id)
    {
        await using var db = Database.Read();
        return await db.Participants.AsNoTracking().SingleAsync(p => p.Id == id, Cancel);
    }

    private async Task<Winner> Place(int rank)
    {
        await using var db = Database.Read();
        return await db.Winners.AsNoTracking().SingleAsync(w => w.Rank == rank, Cancel);
    }

    private async Task<int> Mails()
    {
        await using var db = Database.Read();
        return await db.Deliveries.CountAsync(Cancel);
    }
}

public sealed class ErasureOnSqlite : ErasureContract<SqliteTestDatabase>;

public sealed class ErasureOnSqlServer : ErasureContract<SqlServerTestDatabase>;

public sealed class ErasureOnTheStandIn : ErasureContract<StandInTestDatabase>;
