using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Access;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Seeding;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Testing.Databases;

namespace PromoOffers.Data.Tests.Seeding;

public abstract class SeedDemoContract<TDatabase> : ContractTests<TDatabase> where TDatabase : TestDatabase, new()
{
    protected override void Add(IServiceCollection services) => services
        .AddOperations()
        .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
        .AddSingleton<IPasswordHasher<StaffUser>, PasswordHasher<StaffUser>>();

    [Fact]
    public async Task The_demo_has_offers_in_every_state_whose_ledger_balances()
    {
        Assert.True(await Seed());

        await using var db = Database.Read();
        var offers = await db.Offers.AsNoTracking().Include(o => o.Draft).ToListAsync(Cancel);
        Assert.Equal(Enum.GetValues<OfferState>(), offers.Select(o => o.State).Distinct().Order());
        Assert.Contains(offers, o => o is { State: OfferState.Approved, Draft: not null });
        Assert.InRange(await db.Participants.CountAsync(Cancel), 300, 600);
        foreach (var offer in offers)
        {
            var counts = await db.OfferCounts.SingleAsync(c => c.OfferId == offer.Id, Cancel);
            var codes = await db.PromoCodes.Where(c => c.OfferId == offer.Id).ToListAsync(Cancel);
            var files = await db.CodeFiles.Where(f => f.OfferId == offer.Id && f.State == CodeFileState.Published).ToListAsync(Cancel);
            var people = await db.Participants.Where(p => p.OfferId == offer.Id).ToListAsync(Cancel);
            var days = await db.OfferDays.Where(d => d.OfferId == offer.Id).ToListAsync(Cancel);
            Assert.Equal(codes.Count, files.Sum(f => f.Codes));
            Assert.Equal((codes.Count, codes.Count(c => c.AwardId == null)), (counts.CodesUploaded, counts.CodesFree));
            Assert.Equal(counts.CodesFree, files.Sum(f => f.Free));
            Assert.Equal(people.Count, counts.Participants);
            Assert.Equal(people.Count, days.Sum(d => d.SignUps));
            Assert.Equal(people.Count(p => p.GoalMetAt != null), counts.GoalMet);
            Assert.Equal(people.Count(p => p.CodesSent > 0), counts.CodeSent);
            Assert.Equal(codes.Count(c => c.SentAt != null), counts.CodesSent);
            Assert.Equal(people.Count(p => p.Prize == PrizeState.Redeemed), counts.HaveRedeemed);
            Assert.Equal(codes.Count(c => c.SentAt != null), days.Sum(d => d.CodesSent));
            Assert.Equal(codes.Count(c => c.RedeemedAt != null), await db.Redemptions.CountAsync(r => r.OfferId == offer.Id, Cancel));
            Assert.Equal(people.Count(p => p.Prize is PrizeState.AwaitingCode or PrizeState.AwaitingDelivery), counts.Awaiting);
        }
        var shown = await db.Participants.Select(p => p.Prize).Distinct().ToListAsync(Cancel);
        Assert.Superset(
            new HashSet<PrizeState> { PrizeState.NotYet, PrizeState.AwaitingCode, PrizeState.AwaitingDelivery, PrizeState.Sent, PrizeState.Failed, PrizeState.Redeemed },
            shown.ToHashSet());
    }

    [Fact]
    public async Task The_demo_has_a_finished_sweepstakes_an_open_one_and_one_that_waits_for_its_winners()
    {
        Assert.True(await Seed());

        await using var db = Database.Read();
        var states = await (from drawing in db.Drawings join offer in db.Offers on drawing.OfferId equals offer.Id select new { offer.Slug, drawing.Number, drawing.State, drawing.OpensAt, drawing.ClosesAt })
            .OrderBy(d => d.Number).ToListAsync(Cancel);
        var advent = states.Where(d => d.Slug == "advent-draw").ToList();
        Assert.True(advent.Count >= 3);
        Assert.All(advent, d => Assert.Equal(DrawingState.Final, d.State));
        Assert.Single(states, d => d.Slug == "espresso-year" && d.State == DrawingState.Scheduled && d.OpensAt <= Database.Now && d.ClosesAt > Database.Now);
        Assert.Equal([DrawingState.Frozen], states.Where(d => d.Slug == "barista-weekend").Select(d => d.State));
        foreach (var drawing in await db.Drawings.AsNoTracking().Where(d => d.State == DrawingState.Final).ToListAsync(Cancel))
        {
            using var list = new MemoryStream();
            await EntryList.Write(db, drawing, list, Cancel);
            list.Position = 0;
            Assert.Empty(VerifyDraw.Run(await new ReadCertificate(db).Run(drawing.Id, Cancel), list));
        }
    }

    [Fact]
    public async Task An_installation_in_use_is_not_touched()
    {
        await Database.Writes.Run(async (db, stop) => (await db.Organization.SingleAsync(stop)).IsSetUp = true, Cancel);

        Assert.False(await Seed());

        await using var read = Database.Read();
        Assert.Empty(await read.Offers.ToListAsync(Cancel));
        Assert.Empty(await read.Users.ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_seeding_that_was_interrupted_is_taken_up_again()
    {
        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var seeding = Seed(interruption.Token);
        while (!seeding.IsCompleted)
        {
            await using var db = Database.Read();
            if (await db.Participants.AnyAsync(Cancel)) break;
        }
        await interruption.CancelAsync();
        try
        {
            await seeding;
        }
        catch (OperationCanceledException)
        {
            Assert.True(await Seed());
        }

        await using var read = Database.Read();
        Assert.Equal(4, await read.Users.CountAsync(Cancel));
        Assert.Equal(11, await read.Offers.CountAsync(Cancel));
        Assert.Equal(575, await read.Participants.CountAsync(Cancel));
    }

    private async Task<bool> Seed(CancellationToken cancel = default)
    {
        await using var scope = Database.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SeedDemo>().Run(cancel);
    }
}

public sealed class SeedDemoOnSqlite : SeedDemoContract<SqliteTestDatabase>;

public sealed class SeedDemoOnSqlServer : SeedDemoContract<SqlServerTestDatabase>;

public sealed class SeedDemoOnTheStandIn : SeedDemoContract<StandInTestDatabase>;
