using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Participants;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Seeding;

/// <summary>
/// Fills an empty installation with an example: a coffee roaster's staff, programs, offers and sweepstakes in every state, and a few hundred
/// participants of the last 30 days. Nobody can have made anything before the installation is set up, and the demo sets it up last:
/// what an interrupted seeding left is taken up where it stopped, and an installation in use is never touched.
/// </summary>
public sealed class SeedDemo(
    IWrites writes, IDbContextFactory<PromoOffersDb> reading, ParticipantKeys keys, DemoCrowd crowd, DemoDraws draws, ExampleShop shop, IPasswordHasher<StaffUser> passwords, TimeProvider time)
{
    /// <returns>False where the installation is in use.</returns>
    public async Task<bool> Run(CancellationToken cancel = default)
    {
        await using (var db = await reading.CreateDbContextAsync(cancel))
        {
            if (await db.Organization.AnyAsync(o => o.IsSetUp, cancel)) return false;
        }
        var now = time.GetUtcNow().UtcDateTime;
        var hash = passwords.HashPassword(new StaffUser(), DemoStaff.Password);
        var by = await writes.Run((db, stop) => AddStaff(db, hash, now, stop), cancel);
        foreach (var (index, demo) in DemoOffer.All.Index())
        {
            var seed = index + 10;
            var offerId = await writes.Run((db, stop) => DemoOfferMaking.Make(db, demo, seed, by, now, stop), cancel);
            if (demo.EndsAs == OfferState.Draft) continue;
            var key = await keys.For(offerId, cancel);
            while (await writes.Run((db, stop) => crowd.Join(db, demo, offerId, seed, key, by, now, stop), cancel)) { }
        }
        foreach (var (index, demo) in DemoDraw.All.Index()) await draws.Play(demo, index + 30, by, now, cancel);
        await shop.MakeKey(by, now, cancel);
        await writes.Run(SetUp, cancel);
        return true;
    }

    /// <returns>The marketer, who makes the offers.</returns>
    private static async Task<Actor> AddStaff(PromoOffersDb db, string hash, DateTime now, CancellationToken cancel)
    {
        foreach (var staff in DemoStaff.All)
        {
            var normalized = staff.Email.ToUpperInvariant();
            if (await db.Users.AnyAsync(u => u.NormalizedEmail == normalized, cancel)) continue;
            var user = new StaffUser
            {
                UserName = staff.Email,
                NormalizedUserName = normalized,
                Email = staff.Email,
                NormalizedEmail = normalized,
                EmailConfirmed = true,
                LockoutEnabled = true,
                DisplayName = staff.Name,
                PasswordHash = hash,
                SecurityStamp = PublicId.New(),
            };
            db.Users.Add(user);
            await db.SaveChangesAsync(cancel);
            var role = await db.Roles.SingleAsync(r => r.BuiltIn && r.Name == staff.Role, cancel);
            db.GiveRole(user.Id, role.Id);
            await db.SaveChangesAsync(cancel);
        }
        var marketer = await db.Users.SingleAsync(u => u.Email == DemoStaff.Marketer.Email, cancel);
        return new Actor(marketer.Id, marketer.DisplayName);
    }

    private static async Task<bool> SetUp(PromoOffersDb db, CancellationToken cancel)
    {
        var organization = await db.Organization.SingleAsync(cancel);
        organization.Name = "Northlight Coffee";
        organization.PostalAddress = "Northlight Coffee, 12 Harbour Street, Halifax NS, Canada";
        (organization.FromName, organization.FromAddress, organization.ReplyTo) = ("Northlight Coffee", "hello@northlight.example", "");
        organization.TimeZone = "America/Toronto";
        (organization.IsSetUp, organization.SetupCodeHash) = (true, null);
        organization.Version++;
        return true;
    }
}
