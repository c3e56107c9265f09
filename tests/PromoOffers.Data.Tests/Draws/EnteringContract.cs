using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Draws;

/// <summary>From the approval over the entries to the frozen list.</summary>
public abstract class EnteringContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private SweepstakesOffer Offer => field ??= new SweepstakesOffer(Database);

    [Fact]
    public async Task Approving_commits_to_a_seed_for_each_drawing_and_tells_so()
    {
        await Offer.Approved(Daily(3));
        await using var db = Database.Read();
        var drawings = await db.Drawings.OrderBy(d => d.Number).ToListAsync(Cancel);
        Assert.Equal([1, 2, 3, 4], drawings.Select(d => d.Number));
        Assert.Equal(4, drawings.Select(d => d.Commitment).Distinct().Count());
        Assert.All(drawings, d => Assert.Equal(d.Commitment, DrawSeed.Commitment(Database.Get<DrawSeeds>().Open(d))));
        Assert.All(drawings, d => Assert.Null(d.Seed));
        var told = (await db.AuditEntries.Where(e => e.Action == "draw.committed").ToListAsync(Cancel)).Select(e => e.Details["commitment"]);
        Assert.Equal(drawings.Select(d => d.Commitment), told);
    }

    [Fact]
    public async Task A_later_end_adds_drawings_and_leaves_those_that_are_there()
    {
        await Offer.Approved(Daily(1));
        await using var before = Database.Read();
        var first = await before.Drawings.OrderBy(d => d.Number).Select(d => d.Commitment).ToListAsync(Cancel);
        Assert.IsType<ApproveOutcome.Approved>(await Offer.Change(t => t with { EndsAt = t.EndsAt!.Value.AddDays(1) }));
        await using var db = Database.Read();
        var all = await db.Drawings.OrderBy(d => d.Number).ToListAsync(Cancel);
        Assert.Equal(first, all.Take(first.Count).Select(d => d.Commitment));
        Assert.True(all.Count > first.Count);
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal(pair.First.ClosesAt, pair.Second.OpensAt));
    }

    [Fact]
    public async Task What_entries_were_made_on_is_fixed_after_the_first_approval()
    {
        await Offer.Approved(Daily(2));
        var rejected = Assert.IsType<ApproveOutcome.Rejected>(await Offer.Change(t => t with
        {
            EndsAt = t.EndsAt!.Value.AddHours(-1),
            TimeZone = "Asia/Tokyo",
            Sweepstakes = t.Sweepstakes! with { Schedule = DrawingSchedule.Weekly, ExtraEntriesPerFriend = 5, GraceMinutes = 5, PublicValueSource = "a lottery" },
        }));
        Assert.All(rejected.Problems, p => Assert.Equal(TermsProblemKind.FixedAfterApproval, p.Kind));
        Assert.Equal(6, rejected.Problems.Count);
    }

    [Fact]
    public async Task An_end_that_has_passed_is_refused()
    {
        await Offer.Approved();
        await using var db = Database.Read();
        var other = new SweepstakesOffer(Database);
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.Approved(t => t with { EndsAt = Database.Now.AddHours(-1) }, "late"));
        Assert.Equal(1, await db.Drawings.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_entry_counts_once_its_address_is_confirmed_and_once_only()
    {
        await Offer.Approved();
        var marta = await Offer.Joins();
        Assert.Equal((1, 0), await Entries());
        Assert.IsType<ConfirmOutcome.Confirmed>(await Offer.Confirms(marta));
        Assert.IsType<ConfirmOutcome.Confirmed>(await Offer.Confirms(marta));
        await Offer.Joins(email: marta.Email);
        Assert.IsType<EnterOutcome.Entered>(await Enter(marta.PrivateToken));
        Assert.Equal((1, 1), await Entries());
    }

    [Fact]
    public async Task Where_no_confirmation_is_asked_an_entry_counts_at_once()
    {
        await Offer.Approved(t => t with { Form = t.Form with { ConfirmAddress = false } });
        await Offer.Joins();
        Assert.Equal((1, 1), await Entries());
    }

    [Fact]
    public async Task In_the_next_period_one_enters_anew()
    {
        await Offer.Approved(Daily(2));
        var marta = await Offer.Enters();
        Database.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), await Entries());
        Assert.IsType<EnterOutcome.Entered>(await Enter(marta.PrivateToken));
        Assert.Equal((2, 2), await Entries());
        await using var db = Database.Read();
        Assert.Equal(2, await db.Entries.Select(e => e.PublicId).Distinct().CountAsync(Cancel));
        Assert.Equal(1, await db.Participants.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_entry_made_in_time_can_be_confirmed_until_the_drawing_freezes()
    {
        await Offer.Approved(t => t with { Sweepstakes = t.Sweepstakes! with { GraceMinutes = 30 } });
        var (marta, late) = (await Offer.Joins(), await Offer.Joins());
        Database.Time.Advance(TimeSpan.FromDays(2).Add(TimeSpan.FromMinutes(29)));
        Assert.IsType<ConfirmOutcome.Confirmed>(await Offer.Confirms(marta));
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ConfirmOutcome.NotOpen>(await Offer.Confirms(late));
        Assert.IsType<EnterOutcome.NotOpen>(await Enter(late.PrivateToken));
        Assert.Equal((2, 1), await Entries());
    }

    [Fact]
    public async Task While_the_sweepstakes_is_paused_nobody_enters_or_confirms()
    {
        await Offer.Approved();
        var marta = await Offer.Joins();
        await ReferralOffer.Change(Database.Writes, Offer.Id, o => o.Pause(), Cancel);
        Assert.Equal(new ConfirmOutcome.NotOpen(Openness.Paused), await Offer.Confirms(marta));
        Assert.Equal(new EnterOutcome.NotOpen(Openness.Paused), await Enter(marta.PrivateToken));
        Assert.IsType<EnterOutcome.Unknown>(await Enter("nobody"));
        Assert.Equal((1, 0), await Entries());
    }

    [Fact]
    public async Task Each_friend_who_enters_adds_entries_up_to_the_cap()
    {
        await Offer.Approved(t => t with { Sweepstakes = t.Sweepstakes! with { ExtraEntriesPerFriend = 2, MaxExtra = 5 } });
        var (many, one, none) = (await Offer.Enters(), await Offer.Enters(), await Offer.Enters());
        for (var i = 0; i < 4; i++) await Offer.Enters(many);
        await Offer.Enters(one);
        await Offer.Joins(none);
        await Offer.Freeze();
        await using var db = Database.Read();
        var weights = await db.Entries.Where(e => e.ConfirmedAt != null).ToDictionaryAsync(e => e.ParticipantId, e => e.Weight, Cancel);
        Assert.Equal((6, 3, 1), (weights[many.Id], weights[one.Id], weights[none.Id]));
        Assert.Equal(6 + 3 + 1 + 5, (await db.Drawings.SingleAsync(Cancel)).TotalWeight);
    }

    [Fact]
    public async Task A_friend_counts_in_the_drawing_of_their_first_entry_alone()
    {
        await Offer.Approved(Daily(2));
        var marta = await Offer.Enters();
        var friend = await Offer.Enters(marta);
        Database.Time.Advance(TimeSpan.FromDays(1));
        await Enter(marta.PrivateToken);
        await Enter(friend.PrivateToken);
        await Offer.Freeze();
        await using var db = Database.Read();
        Assert.Equal([2, 1], await db.Entries.Where(e => e.ParticipantId == marta.Id).OrderBy(e => e.DrawingId).Select(e => e.Weight).ToListAsync(Cancel));
    }

    [Fact]
    public async Task From_a_country_outside_the_rules_nobody_is_taken_in()
    {
        await Offer.Approved(t => t with { Sweepstakes = t.Sweepstakes! with { Countries = ["FR", "BE"] } });
        foreach (var country in (string?[])[null, "", "US", "fr"])
            Assert.Equal(new SignUpOutcome.NotAdmitted(EntryRule.Country), await Offer.SignUp("marta@example.com", country: country));
        Assert.Equal((0, 0), await Entries());
        Assert.IsType<SignUpOutcome.Accepted>(await Offer.SignUp("marta@example.com", country: "BE"));
        Assert.Equal((1, 0), await Entries());
    }

    [Fact]
    public async Task Who_does_not_accept_the_rules_or_is_not_old_enough_for_them_is_not_taken_in()
    {
        await Offer.Approved(t => t with { Sweepstakes = t.Sweepstakes! with { MinimumAge = 18 } });
        Assert.Equal(new SignUpOutcome.NotAdmitted(EntryRule.Acceptance), await Offer.SignUp("marta@example.com", acceptsRules: false));
        await using var db = Database.Read();
        Assert.Equal(0, await db.Participants.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_address_that_is_typed_many_times_at_once_enters_once()
    {
        await Offer.Approved();
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancel, async (_, _) => await Offer.SignUp("marta@example.com"));
        await using var db = Database.Read();
        var marta = await db.Participants.AsNoTracking().SingleAsync(Cancel);
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancel, async (i, _) =>
        {
            if (i % 2 == 0) await Offer.Confirms(marta);
            else await Enter(marta.PrivateToken);
        });
        Assert.Equal((1, 1), await Entries());
    }

    [Fact]
    public async Task A_clone_draws_by_the_same_terms_from_seeds_of_its_own()
    {
        await Offer.Approved(t => Daily(2)(t) with { Prize = t.Prize });
        await using var db = Database.Read();
        var program = await db.Programs.Select(p => p.PublicId).SingleAsync(Cancel);
        var clone = Assert.IsType<OfferOutcome.Done>(await Database.Get<CloneOffer>().Run(Offer.PublicId, program, "Again", SweepstakesOffer.Claire, Cancel));
        Assert.Equal(0, await db.Drawings.CountAsync(d => d.OfferId != Offer.Id, Cancel));
        Assert.IsType<ApproveOutcome.Approved>(await Database.Get<ApproveOffer>().Run(clone.PublicId, _ => [], SweepstakesOffer.Claire));
        var drawings = await db.Drawings.AsNoTracking().ToListAsync(Cancel);
        Assert.Equal(drawings.Count, drawings.Select(d => d.Commitment).Distinct().Count());
        Assert.Equal(drawings.Count / 2, drawings.Count(d => d.OfferId == Offer.Id));
    }

    [Fact]
    public async Task Once_the_sweepstakes_is_ended_nobody_enters_and_those_who_did_are_still_drawn()
    {
        await Offer.Approved(Daily(2));
        await Offer.AddCodes(2);
        var marta = await Offer.Enters();
        Assert.IsType<OfferOutcome.Done>(await Database.Get<EndOffer>().Run(Offer.PublicId, SweepstakesOffer.Claire, Cancel));
        Assert.Equal(new SignUpOutcome.NotOpen(Openness.Ended), await Offer.SignUp("late@example.com"));
        Assert.Equal(new EnterOutcome.NotOpen(Openness.Ended), await Enter(marta.PrivateToken));
        await Offer.Freeze();
        await using var db = Database.Read();
        Assert.Equal([DrawingState.Frozen, DrawingState.Empty, DrawingState.Empty], await db.Drawings.OrderBy(d => d.Number).Select(d => d.State).ToListAsync(Cancel));
        Assert.IsType<DrawOutcome.Drawn>(await Database.Get<RunDraw>().Run(Offer.Id, 1, 1, null, SweepstakesOffer.Claire, Cancel));
        Assert.IsType<FinalizeOutcome.Done>(await Database.Get<FinalizeDraw>().Run(Offer.Id, 1, 1, SweepstakesOffer.Claire, Cancel));
        Assert.Equal(1, await db.PromoCodes.CountAsync(c => c.AwardId != null, Cancel));
    }

    [Fact]
    public async Task The_list_freezes_by_itself_once_the_grace_is_over_and_its_digest_is_that_of_the_public_file()
    {
        await Offer.Approved();
        await Offer.Enter(5);
        await Offer.Joins();
        Database.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await Database.Get<CloseDrawings>().Run(Cancel));
        await Offer.Freeze();
        Assert.Equal(0, await Database.Get<CloseDrawings>().Run(Cancel));
        await using var db = Database.Read();
        var drawing = await db.Drawings.SingleAsync(Cancel);
        Assert.Equal((DrawingState.Frozen, 5, 5L), (drawing.State, drawing.Entrants, drawing.TotalWeight));
        using var file = new MemoryStream();
        await EntryList.Write(db, drawing, file, Cancel);
        Assert.Equal(drawing.ListDigest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.ToArray())));
        Assert.Equal(drawing.ListDigest, (await db.AuditEntries.SingleAsync(e => e.Action == "draw.frozen", Cancel)).Details["digest"]);
    }

    [Fact]
    public async Task A_drawing_that_nobody_entered_is_empty()
    {
        await Offer.Approved();
        await Offer.Joins();
        await Offer.Freeze();
        await using var db = Database.Read();
        Assert.Equal(DrawingState.Empty, (await db.Drawings.SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task What_a_server_left_half_closed_another_one_closes()
    {
        await Offer.Approved();
        await Offer.Enter(3);
        Database.Time.Advance(TimeSpan.FromDays(3));
        await Database.Writes.Run((db, cancel) => db.Drawings.ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DrawingState.Closing).SetProperty(d => d.LeaseOwner, "gone").SetProperty(d => d.LeaseUntil, Database.Now.AddMinutes(1)), cancel), Cancel);
        Assert.Equal(0, await Database.Get<CloseDrawings>().Run(Cancel));
        Database.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Database.Get<CloseDrawings>().Run(Cancel));
    }

    [Fact]
    public async Task Several_servers_freeze_a_drawing_once()
    {
        await Offer.Approved();
        await Offer.Enter(8);
        Database.Time.Advance(TimeSpan.FromDays(3));
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancel, async (_, cancel) => await Database.Get<CloseDrawings>().Run(cancel));
        await using var db = Database.Read();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "draw.frozen", Cancel));
        Assert.Equal(8, (await db.Drawings.SingleAsync(Cancel)).Entrants);
    }

    [Fact]
    public async Task A_sweepstakes_that_nobody_entered_is_deleted_with_its_drawings()
    {
        await Offer.Approved();
        Assert.IsType<OfferOutcome.Done>(await Database.Get<DeleteOffer>().Run(Offer.PublicId, SweepstakesOffer.Claire, Cancel));
        await using var db = Database.Read();
        Assert.Equal(0, await db.Drawings.CountAsync(Cancel));
    }

    private Func<OfferTerms, OfferTerms> Daily(int days) => t => t with
    {
        EndsAt = Database.Now.AddDays(days),
        Sweepstakes = t.Sweepstakes! with { Schedule = DrawingSchedule.Daily },
    };

    private Task<EnterOutcome> Enter(string token) => Database.Get<EnterDrawing>().Run(Offer.Id, token, Cancel);

    /// <returns>All, and those that count; by their rows and, which must be the same, by what is maintained.</returns>
    private async Task<(int, int)> Entries()
    {
        await using var db = Database.Read();
        var counted = await db.Entries.CountAsync(e => e.ConfirmedAt != null, Cancel);
        Assert.Equal(counted, await db.Drawings.SumAsync(d => d.Entrants, Cancel));
        return (await db.Entries.CountAsync(Cancel), counted);
    }
}

public sealed class EnteringOnSqlite : EnteringContract<SqliteTestDatabase>;

public sealed class EnteringOnSqlServer : EnteringContract<SqlServerTestDatabase>;

public sealed class EnteringOnTheStandIn : EnteringContract<StandInTestDatabase>;
