using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;
using static PromoOffers.Testing.Offers.SweepstakesOffer;

namespace PromoOffers.Data.Tests.Draws;

/// <summary>From the proposed winners to the codes in their mails, exactly once; and what is appended afterwards.</summary>
public abstract class FinalizingContract<TDatabase> : DrawContract<TDatabase>
    where TDatabase : TestDatabase, new()
{
    [Fact]
    public async Task Finalizing_gives_each_winner_an_award_a_code_and_a_mail_and_shows_the_seed()
    {
        await Frozen(10);
        await Offer.AddCodes(5);
        await Draw(3);
        Assert.Equal(new FinalizeOutcome.Changed(3), await Finalize(2));
        Assert.IsType<FinalizeOutcome.Done>(await Finalize(3));
        Assert.IsType<FinalizeOutcome.AlreadyFinal>(await Finalize(3));
        await AssertAwarded(3, waiting: 0);
        await using var db = Database.Read();
        var drawing = await db.Drawings.SingleAsync(Cancel);
        Assert.Equal((DrawingState.Final, drawing.Commitment), (drawing.State, DrawSeed.Commitment(Convert.FromHexString(drawing.Seed!))));
        var counts = await db.OfferCounts.SingleAsync(Cancel);
        Assert.Equal((3, 2L), (counts.GoalMet, counts.CodesFree));
        Assert.Equal(3, await db.OfferDays.SumAsync(d => d.Awards, Cancel));
    }

    [Fact]
    public async Task The_list_shows_who_moved_up_under_whom_they_replace_and_where_each_prize_stands()
    {
        await Frozen(8);
        await Offer.AddCodes(2);
        await Draw(3);
        await Out(2, note: "A cousin");
        await using var db = Database.Read();
        var list = new ListWinners(db);
        var page = await list.Run(await db.Drawings.AsNoTracking().SingleAsync(Cancel), 1, Cancel);
        Assert.Equal([(1, null), (2, null), (4, 2), (3, null)], page.Rows.Select(r => (r.Place.Rank, r.Place.Replaces)));
        Assert.Equal((3, 1, 1), (page.Won, page.Disqualified, page.Replaced));
        Assert.Equal("A cousin", page.Rows[1].Decided!.Note);
        Assert.All(page.Rows, r => Assert.Null(r.Award));
        await Finalize(3);
        page = await list.Run(await db.Drawings.AsNoTracking().SingleAsync(Cancel), 9, Cancel);
        Assert.Equal([PrizeState.Queued, null, PrizeState.AwaitingCode, PrizeState.Queued], page.Rows.Select(r => r.Award?.Prize));
        Assert.Equal(2, page.Rows.Count(r => r.Award?.Code is not null));
    }

    [Fact]
    public async Task The_export_has_everybody_of_the_list_under_the_public_entry_ids_and_codes_where_they_are_asked_for()
    {
        await Frozen(8);
        await Offer.AddCodes(2);
        await Draw(3);
        await Out(2);
        await Finalize(3);
        await using var db = Database.Read();
        var drawing = await db.Drawings.AsNoTracking().SingleAsync(Cancel);
        var export = new ExportWinners(db, new ListWinners(db), Database.Writes, Database.Time);
        await export.Note(drawing, withCodes: true, Claire, Cancel);
        Assert.Equal("winners.codes-exported", (await db.AuditEntries.OrderByDescending(a => a.Id).FirstAsync(Cancel)).Action);
        var entries = await db.Winners.Join(db.Entries, w => w.EntryId, e => e.Id, (w, e) => new { w.Rank, e.PublicId }).ToDictionaryAsync(e => e.Rank, e => e.PublicId, Cancel);
        var exported = await export.Run(drawing, withCodes: true, Cancel).ToListAsync(Cancel);
        Assert.Equal([1, 2, 4, 3], exported.Select(e => e.Row.Place.Rank));
        Assert.All(exported, e => Assert.Equal(entries[e.Row.Place.Rank], e.PublicEntryId));
        Assert.Equal(2, exported.Count(e => e.Code is not null));
        Assert.All(await export.Run(drawing, withCodes: false, Cancel).ToListAsync(Cancel), e => Assert.Null(e.Code));
    }

    [Fact]
    public async Task Finalizing_tells_webhooks_once_and_of_nobody()
    {
        await Database.Writes.Run(async (db, cancel) =>
        {
            var endpoint = new WebhookEndpoint("https://shop.example/hooks", "sealed", "Claire", Database.Now);
            endpoint.Describe(endpoint.Url, "", [WebhookEvents.DrawFinalized]);
            db.Add(endpoint);
            await db.SaveChangesAsync(cancel);
            return true;
        }, Cancel);
        await Frozen(4);
        await Offer.AddCodes(4);
        await Draw(2);
        await Finalize(1);
        await Finalize(2);
        await Finalize(2);
        await using var db = Database.Read();
        var told = await db.WebhookDeliveries.SingleAsync(Cancel);
        Assert.Contains("\"drawing\":{\"number\":1,\"winners\":2,", told.Payload, StringComparison.Ordinal);
        Assert.DoesNotContain("Marta", told.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_final_drawing_verifies_from_its_certificate_and_its_list_and_names_nobody()
    {
        await Frozen(20);
        await Offer.AddCodes(5);
        await Draw(3);
        await Out(2, DisqualificationCategory.EnteredTwice, "Marta’s second address");
        await Finalize(3);
        await Out(1);
        await using var db = Database.Read();
        var certificate = await new ReadCertificate(db).Run((await db.Drawings.SingleAsync(Cancel)).Id, Cancel);
        using var list = new MemoryStream();
        await EntryList.Write(db, await db.Drawings.SingleAsync(Cancel), list, Cancel);
        list.Position = 0;
        Assert.Empty(VerifyDraw.Run(certificate, list));
        foreach (var personal in (string[])["Marta", "Nowak", "@"])
        {
            Assert.DoesNotContain(personal, certificate, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(personal, System.Text.Encoding.ASCII.GetString(list.ToArray()), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Pressed_by_sixteen_at_once_a_drawing_is_final_once()
    {
        await Frozen(150);
        await Offer.AddCodes(130);
        await Draw(120);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Finalize(120))));
        Assert.Single(outcomes.OfType<FinalizeOutcome.Done>());
        Assert.Equal(15, outcomes.OfType<FinalizeOutcome.AlreadyFinal>().Count());
        await AssertAwarded(120, waiting: 0);
    }

    [Fact]
    public async Task A_server_that_was_lost_in_the_middle_is_followed_by_another()
    {
        await Frozen(10);
        await Offer.AddCodes(10);
        await Draw(4);
        await Database.Writes.Run(async (db, cancel) =>
        {
            var drawing = await db.Drawings.SingleAsync(cancel);
            drawing.BeginFinalizing(Database.Get<DrawSeeds>().Open(drawing), "Claire", Database.Now);
            await Database.Get<AwardManyWinners>().Run(db, drawing, 2, Database.Now, cancel);
            return true;
        }, Cancel);
        Assert.Equal(1, await Database.Get<FinalizeDraw>().Resume(Cancel));
        Assert.Equal(0, await Database.Get<FinalizeDraw>().Resume(Cancel));
        await AssertAwarded(4, waiting: 0);
    }

    [Fact]
    public async Task Where_there_are_fewer_codes_than_winners_the_rest_wait()
    {
        await Frozen(6);
        await Offer.AddCodes(2);
        await Draw(5);
        await Finalize(5);
        await AssertAwarded(5, waiting: 3);
        await Offer.AddCodes(3);
        await Database.Get<SendToThoseWhoWait>().Run(Offer.Id, Actor.System, Database.Now, Cancel);
        await AssertAwarded(5, waiting: 0);
    }

    [Fact]
    public async Task Where_fewer_entered_than_win_all_win()
    {
        await Frozen(2);
        await Offer.AddCodes(5);
        await Draw(5);
        Assert.IsType<FinalizeOutcome.Done>(await Finalize(2));
        await AssertAwarded(2, waiting: 0);
    }

    [Fact]
    public async Task While_the_offer_is_paused_nothing_is_final()
    {
        await Frozen(2);
        await Draw(1);
        await ReferralOffer.Change(Database.Writes, Offer.Id, o => o.Pause(), Cancel);
        Assert.IsType<FinalizeOutcome.Paused>(await Finalize(1));
        Assert.IsType<FinalizeOutcome.NotFound>(await Database.Get<FinalizeDraw>().Run(Offer.Id, 9, 1, Claire, Cancel));
    }

    [Theory]
    [InlineData(WinAgain.OnceInTheSweepstakes, 1)]
    [InlineData(WinAgain.OnceInADrawing, 2)]
    public async Task Whether_somebody_wins_again_is_for_the_terms_to_say(WinAgain again, int wins)
    {
        var person = await TwoDrawingsOf(again);
        await Draw(1);
        await Finalize(1);
        await Draw(1, number: 2);
        var second = await Database.Get<FinalizeDraw>().Run(Offer.Id, 2, wins - 1, Claire, Cancel);
        Assert.IsType<FinalizeOutcome.Done>(second);
        await using var db = Database.Read();
        Assert.Equal(wins, await db.Awards.CountAsync(a => a.ParticipantId == person, Cancel));
        Assert.Equal(2 - wins, await db.DrawingRecords.CountAsync(r => r.Category == DisqualificationCategory.AlreadyWon, Cancel));
    }

    [Fact]
    public async Task Who_wins_another_drawing_while_this_one_is_reviewed_is_passed_over_before_it_is_final()
    {
        await TwoDrawingsOf(WinAgain.OnceInTheSweepstakes);
        await Draw(1);
        await Draw(1, number: 2);
        await Finalize(1);
        Assert.Equal(new FinalizeOutcome.Changed(0), await Database.Get<FinalizeDraw>().Run(Offer.Id, 2, 1, Claire, Cancel));
        Assert.IsType<JudgeOutcome.HasWonAnother>(await Database.Get<Reinstate>().Run(Offer.Id, 2, 1, null, Claire, Cancel));
        await using var db = Database.Read();
        Assert.Equal(1, await db.DrawingRecords.CountAsync(Cancel));
    }

    [Fact]
    public async Task Who_is_disqualified_afterwards_loses_the_code_and_the_next_gets_one()
    {
        await Frozen(4);
        await Offer.AddCodes(4);
        await Draw(2);
        await Finalize(2);
        Assert.IsType<JudgeOutcome.Done>(await Out(1));
        await using (var db = Database.Read())
        {
            Assert.Equal([AwardState.Withdrawn, AwardState.Fulfilled, AwardState.Fulfilled], await db.Awards.OrderBy(a => a.Id).Select(a => a.State).ToListAsync(Cancel));
            Assert.Equal(1, await db.PromoCodes.CountAsync(c => c.VoidedAt != null, Cancel));
            Assert.Equal(DeliveryState.Failed, (await db.Deliveries.Where(d => d.Kind == DeliveryKind.Fulfillment).OrderBy(d => d.Id).FirstAsync(Cancel)).State);
        }
        Assert.IsType<JudgeOutcome.Done>(await In(1));
        await using var after = Database.Read();
        Assert.Equal(3, await after.Awards.CountAsync(a => a.State == AwardState.Fulfilled, Cancel));
        Assert.Equal(3, await after.PromoCodes.CountAsync(c => c.AwardId != null && c.VoidedAt == null, Cancel));
        Assert.Equal(3, (await Order()).Count(w => w.Outcome == Outcome.Won));
    }

    [Fact]
    public async Task Who_did_not_redeem_in_time_is_replaced_and_who_did_is_not()
    {
        await Frozen(4, t => t with { Sweepstakes = t.Sweepstakes! with { RedeemWithinDays = 10 } });
        await Offer.AddCodes(4);
        await Draw(2);
        await Finalize(2);
        Assert.IsType<JudgeOutcome.StillInTime>(await Out(1, DisqualificationCategory.NotRedeemed));
        foreach (var mail in await Database.Get<LeaseDeliveries>().Run("one", 100, Database.Now, Database.Now.AddMinutes(1), Cancel))
            await Database.Get<RecordSent>().Run(mail.Id, null, Database.Now, Cancel);
        var redeemer = (await Order())[1].ParticipantId;
        await Database.Writes.Run((db, cancel) => db.PromoCodes.Where(c => db.Awards.Any(a => a.Id == c.AwardId && a.ParticipantId == redeemer))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.RedeemedAt, Database.Now), cancel), Cancel);
        Database.Time.Advance(TimeSpan.FromDays(9));
        Assert.IsType<JudgeOutcome.StillInTime>(await Out(1, DisqualificationCategory.NotRedeemed));
        Database.Time.Advance(TimeSpan.FromDays(1));
        Assert.IsType<JudgeOutcome.Done>(await Out(1, DisqualificationCategory.NotRedeemed));
        Assert.IsType<JudgeOutcome.Redeemed>(await Out(2, DisqualificationCategory.NotRedeemed));
        Assert.Equal([Outcome.Disqualified, Outcome.Won, Outcome.Won, Outcome.Alternate], (await Order()).Select(w => w.Outcome));
    }

    /// <summary>A drawing where one and the same person is alone in both periods.</summary>
    private async Task<long> TwoDrawingsOf(WinAgain again)
    {
        await Offer.Approved(t => t with
        {
            EndsAt = Database.Now.AddDays(1),
            Sweepstakes = t.Sweepstakes! with { Schedule = DrawingSchedule.Daily, WinAgain = again },
        });
        await Offer.AddCodes(4);
        var person = await Offer.Enters();
        Database.Time.Advance(TimeSpan.FromHours(20));
        await Database.Get<EnterDrawing>().Run(Offer.Id, person.PrivateToken, Cancel);
        await Offer.Freeze();
        return person.Id;
    }

    /// <summary>Exactly the winners, and one award, one code and one mail each.</summary>
    private async Task AssertAwarded(int winners, int waiting)
    {
        await using var db = Database.Read();
        Assert.Equal(DrawingState.Final, (await db.Drawings.SingleAsync(Cancel)).State);
        var won = await db.Winners.Where(w => w.Outcome == Outcome.Won).Select(w => (long?)w.Id).Order().ToListAsync(Cancel);
        Assert.Equal(winners, won.Count);
        var awards = await db.Awards.ToListAsync(Cancel);
        Assert.Equal(won, awards.Select(a => a.WinnerId).Order());
        Assert.Equal(waiting, awards.Count(a => a.State == AwardState.Waiting));
        var fulfilled = awards.Where(a => a.State == AwardState.Fulfilled).Select(a => (long?)a.Id).Order().ToList();
        Assert.Equal(winners - waiting, fulfilled.Count);
        Assert.Equal(fulfilled, await db.PromoCodes.Where(c => c.AwardId != null).Select(c => c.AwardId).Order().ToListAsync(Cancel));
        var mails = await db.Deliveries.Where(d => d.Kind == DeliveryKind.Fulfillment).ToListAsync(Cancel);
        Assert.Equal(fulfilled, mails.Select(d => d.AwardId).Order());
        Assert.Equal(winners - waiting, mails.Select(d => d.CodeId).Distinct().Count());
        Assert.Equal(waiting, (await db.OfferCounts.SingleAsync(Cancel)).Awaiting);
    }
}

public sealed class FinalizingOnSqlite : FinalizingContract<SqliteTestDatabase>;

public sealed class FinalizingOnSqlServer : FinalizingContract<SqlServerTestDatabase>;

public sealed class FinalizingOnTheStandIn : FinalizingContract<StandInTestDatabase>;
