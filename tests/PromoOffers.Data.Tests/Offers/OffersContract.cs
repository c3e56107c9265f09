using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Offers;

/// <summary>The life of an offer: made, edited, approved, paused, ended, archived or deleted.</summary>
public abstract class OffersContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly Actor Claire = new(1, "Claire");
    private static readonly Actor Omar = new(2, "Omar");

    protected override void Add(IServiceCollection services) => services.AddOperations();

    [Fact]
    public async Task A_draft_is_saved_by_who_saw_its_latest_version_and_approved_once_complete()
    {
        var id = await NewOffer("Spring");
        Assert.IsType<ApproveOutcome.Rejected>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel));

        var save = Database.Get<SaveDraft>();
        Assert.IsType<SaveDraftOutcome.Saved>(await save.Run(id, 1, Complete, Claire, Cancel));
        Assert.Equal("Claire", Assert.IsType<SaveDraftOutcome.Conflict>(await save.Run(id, 1, t => t with { UsePromoCodes = false }, Omar, Cancel)).By);
        Assert.IsType<SaveDraftOutcome.NoDraft>(await save.Run("nowhere", 1, Complete, Claire, Cancel));

        TermsProblem unknown = new("SignUpEmail.en.Text", TermsProblemKind.UnknownName, "first_nam");
        Assert.Equal([unknown], Assert.IsType<ApproveOutcome.Rejected>(await Database.Get<ApproveOffer>().Run(id, _ => [unknown], Claire, Cancel)).Problems);
        Assert.Equal(1, Assert.IsType<ApproveOutcome.Approved>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel)).Version);
        Assert.IsType<ApproveOutcome.NotNow>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel));

        await Done<EditDraft>(e => e.Run(id, Omar, Cancel));
        await Done<DiscardDraft>(d => d.Run(id, Omar, Cancel));
        Assert.IsType<OfferOutcome.NotInThisState>(await Database.Get<DiscardDraft>().Run(id, Omar, Cancel));
        await using var db = Database.Read();
        var offer = await db.Offers.Include(o => o.Approved).SingleAsync(o => o.PublicId == id, Cancel);
        Assert.True(offer.Approved!.Terms.UsePromoCodes);
        Assert.Equal(
            ["offer.created", "offer.draft-saved", "offer.approved", "offer.draft-made", "offer.draft-discarded"],
            await db.AuditEntries.Where(e => e.OfferId == offer.Id).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_lower_goal_brings_the_awards_that_its_progress_has_earned()
    {
        var id = await Approved("Friends");
        var offerId = await Read(db => db.Offers.Where(o => o.PublicId == id).Select(o => o.Id).SingleAsync(Cancel));
        await Database.Writes.Run((db, _) => Task.FromResult(
            db.Participants.Add(new Participant(offerId, "amelie@example.com", new byte[32], "en", Database.Now) { Progress = 3 })), Cancel);

        await Done<EditDraft>(e => e.Run(id, Claire, Cancel));
        await Database.Get<SaveDraft>().Run(id, 1, t => t with { Referral = new ReferralTerms { Count = 1, AwardsPerParticipant = 2 } }, Claire, Cancel);
        Assert.Equal(2, await Read(async db => await EarnedAnew.Count(
            db, await db.Offers.Include(o => o.Draft).Include(o => o.Approved).SingleAsync(o => o.PublicId == id, Cancel), Cancel)));
        Assert.IsType<ApproveOutcome.Approved>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel));
        Assert.Equal(2, await Read(db => db.Awards.CountAsync(Cancel)));

        await Done<EndOffer>(e => e.Run(id, Claire, Cancel));
        Assert.IsType<OfferOutcome.HasParticipants>(await Database.Get<DeleteOffer>().Run(id, Claire, Cancel));
        await Done<ArchiveOffer>(a => a.Run(id, Claire, Cancel));
        await Done<RestoreOffer>(r => r.Run(id, Claire, Cancel));
    }

    [Fact]
    public async Task What_a_draft_approved_in_a_pause_brings_is_earned_on_resuming()
    {
        var id = await Approved("Pause");
        var offerId = await Read(db => db.Offers.Where(o => o.PublicId == id).Select(o => o.Id).SingleAsync(Cancel));
        await Database.Writes.Run((db, _) => Task.FromResult(
            db.Participants.Add(new Participant(offerId, "amelie@example.com", new byte[32], "en", Database.Now) { Progress = 3 })), Cancel);
        await Done<PauseOffer>(p => p.Run(id, Claire, Cancel));
        await Done<EditDraft>(e => e.Run(id, Claire, Cancel));
        await Database.Get<SaveDraft>().Run(id, 1, t => t with { Referral = new ReferralTerms { Count = 3 } }, Claire, Cancel);
        Assert.IsType<ApproveOutcome.Approved>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel));
        Assert.Equal(0, await Read(db => db.Awards.CountAsync(Cancel)));

        await Done<ResumeOffer>(r => r.Run(id, Claire, Cancel));
        Assert.Equal(1, await Read(db => db.Awards.CountAsync(Cancel)));
    }

    [Fact]
    public async Task An_offer_pauses_resumes_and_ends()
    {
        var id = await Approved("Weekend");
        Assert.IsType<OfferOutcome.NotInThisState>(await Database.Get<ResumeOffer>().Run(id, Claire, Cancel));
        Assert.IsType<OfferOutcome.NotInThisState>(await Database.Get<ArchiveOffer>().Run(id, Claire, Cancel));
        await Done<PauseOffer>(p => p.Run(id, Claire, Cancel));
        await Done<ResumeOffer>(r => r.Run(id, Claire, Cancel));
        await Done<EndOffer>(e => e.Run(id, Claire, Cancel));
        Assert.IsType<OfferOutcome.NotInThisState>(await Database.Get<EditDraft>().Run(id, Claire, Cancel));
    }

    [Fact]
    public async Task An_offer_is_renamed_moved_cloned_and_deleted_with_its_program()
    {
        var id = await Approved("Brew kit");
        var other = await Database.Get<CreateProgram>().Run("Loyalty", Claire, Cancel);
        await Done<RenameOffer>(r => r.Run(id, "Brewing kit", Claire, Cancel));
        await Done<MoveOffer>(m => m.Run(id, other, Claire, Cancel));
        await Done<RenameProgram>(r => r.Run(other, "Loyal", Claire, Cancel));
        var clone = Assert.IsType<OfferOutcome.Done>(await Database.Get<CloneOffer>().Run(id, other, "Brew kit", Claire, Cancel)).PublicId;
        Assert.Equal("brew-kit-2", await Read(db => db.Offers.Where(o => o.PublicId == clone).Select(o => o.Slug).SingleAsync(Cancel)));

        Assert.Equal(2, Assert.IsType<OfferOutcome.HasOffers>(await Database.Get<DeleteProgram>().Run(other, Claire, Cancel)).Offers);
        await Done<DeleteOffer>(d => d.Run(id, Claire, Cancel));
        await Done<DeleteOffer>(d => d.Run(clone, Claire, Cancel));
        await Done<DeleteProgram>(d => d.Run(other, Claire, Cancel));
        Assert.False(await Read(db => db.Offers.AnyAsync(Cancel)));
    }

    private async Task<string> NewOffer(string name)
    {
        var program = await Database.Get<CreateProgram>().Run("Winter", Claire, Cancel);
        return Assert.IsType<OfferOutcome.Done>(await Database.Get<CreateOffer>().Run(program, name, OfferKind.Referral, Claire, Cancel)).PublicId;
    }

    private async Task<string> Approved(string name)
    {
        var id = await NewOffer(name);
        await Database.Get<SaveDraft>().Run(id, 1, Complete, Claire, Cancel);
        Assert.IsType<ApproveOutcome.Approved>(await Database.Get<ApproveOffer>().Run(id, Fine, Claire, Cancel));
        return id;
    }

    private async Task Done<TOperation>(Func<TOperation, Task<OfferOutcome>> run) where TOperation : class =>
        Assert.IsType<OfferOutcome.Done>(await run(Database.Get<TOperation>()));

    private async Task<T> Read<T>(Func<PromoOffersDb, Task<T>> query)
    {
        await using var db = Database.Read();
        return await query(db);
    }

    private static IReadOnlyList<TermsProblem> Fine(OfferTerms terms) => [];

    private static OfferTerms Complete(OfferTerms terms) => terms with
    {
        Prize = new Prize { Value = 20, Label = new Dictionary<string, string> { ["en"] = "20% off", ["fr"] = "20 % de remise" } },
        Referral = new ReferralTerms { Count = 5 },
        RulesLink = new Dictionary<string, string> { ["en"] = "https://shop.example/rules", ["fr"] = "https://shop.example/reglement" },
    };
}

public sealed class OffersOnSqlite : OffersContract<SqliteTestDatabase>;

public sealed class OffersOnSqlServer : OffersContract<SqlServerTestDatabase>;

public sealed class OffersOnTheStandIn : OffersContract<StandInTestDatabase>;
