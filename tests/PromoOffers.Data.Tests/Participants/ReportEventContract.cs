using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Testing.Databases;
using PromoOffers.Testing.Offers;

namespace PromoOffers.Data.Tests.Participants;

/// <summary>Events that the marketer's own site or CRM reports.</summary>
public abstract class ReportEventContract<TDatabase> : ContractTests<TDatabase>
    where TDatabase : TestDatabase, new()
{
    private static readonly ReferralOffer Purchases = new() { Referral = new() { Goal = GoalType.CustomEvent, Event = "purchase", Count = 2 } };

    protected override void Add(IServiceCollection services) => services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();

    [Fact]
    public async Task An_event_counts_once_for_its_source_and_earns_at_the_goal()
    {
        var (offer, ann) = await Joined(Purchases);
        Assert.Equal(new ReportEventOutcome.Counted(IsNew: true, 1, 0), await Report(offer, ann.ShareToken, "A1"));
        Assert.Equal(new ReportEventOutcome.Counted(IsNew: false, 1, 0), await Report(offer, ann.ShareToken, "A1"));
        Assert.Equal(new ReportEventOutcome.Counted(IsNew: true, 2, 1), await Report(offer, "ANN@example.com", "A2"));
        Assert.Equal(new ReportEventOutcome.Counted(IsNew: false, 2, 1), await Report(offer, "ann@example.com", "A1"));
    }

    [Fact]
    public async Task The_same_event_at_one_moment_counts_once()
    {
        var (offer, ann) = await Joined(Purchases);
        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Report(offer, ann.ShareToken, "A1")));
        Assert.Single(told.OfType<ReportEventOutcome.Counted>(), c => c.IsNew);
        Assert.All(told, t => Assert.Equal(1, Assert.IsType<ReportEventOutcome.Counted>(t).Progress));
    }

    [Fact]
    public async Task What_is_not_the_goal_of_an_open_offer_does_not_count()
    {
        var (offer, ann) = await Joined(Purchases);
        Assert.IsType<ReportEventOutcome.NotTheGoal>(await Report(offer, ann.ShareToken, "A1", "visit"));
        Assert.IsType<ReportEventOutcome.NoSuchParticipant>(await Report(offer, "eve@example.com", "A1"));
        Assert.IsType<ReportEventOutcome.NoSuchParticipant>(await Report(offer, ann.PrivateToken, "A1"));
        await ReferralOffer.Change(Database.Writes, offer, o => o.Pause(), Cancel);
        Assert.Equal(new ReportEventOutcome.NotOpen(Openness.Paused), await Report(offer, ann.ShareToken, "A1"));
        await using var db = Database.Read();
        Assert.Equal(0, await db.ReportedEvents.CountAsync(Cancel));
    }

    [Fact]
    public async Task An_offer_with_another_goal_takes_no_events()
    {
        var (offer, ann) = await Joined(new ReferralOffer());
        Assert.IsType<ReportEventOutcome.NotTheGoal>(await Report(offer, ann.ShareToken, "A1"));
    }

    [Fact]
    public async Task An_id_of_the_source_is_not_told_of_somebody_else()
    {
        var (offer, ann) = await Joined(Purchases);
        await SignUp(offer, "bob@example.com");
        await Report(offer, ann.ShareToken, "A1");
        Assert.IsType<ReportEventOutcome.SourceIdReused>(await Report(offer, "bob@example.com", "A1"));
    }

    private async Task<(int Offer, Participant Ann)> Joined(ReferralOffer made)
    {
        var offer = await made.Approved(Database.Writes, Database.Now, Cancel);
        await SignUp(offer, "ann@example.com");
        await using var db = Database.Read();
        return (offer, await db.Participants.SingleAsync(Cancel));
    }

    private Task<SignUpOutcome> SignUp(int offer, string email) =>
        Database.Get<SignUp>().Run(new(offer, email, "en", new Dictionary<string, string>(), Consents: false, ShareToken: null), Cancel);

    private Task<ReportEventOutcome> Report(int offer, string who, string sourceId, string name = "purchase") =>
        Database.Get<ReportEvent>().Run(new EventReport(offer, who, name, sourceId), Cancel);
}

public sealed class ReportEventOnSqlite : ReportEventContract<SqliteTestDatabase>;

public sealed class ReportEventOnSqlServer : ReportEventContract<SqlServerTestDatabase>;

public sealed class ReportEventOnTheStandIn : ReportEventContract<StandInTestDatabase>;
