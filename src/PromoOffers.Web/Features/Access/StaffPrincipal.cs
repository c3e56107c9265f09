using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PromoOffers.Data;
using PromoOffers.Data.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>
/// Makes what a person carries while signed in. It is made anew whenever the security stamp is checked (every half minute),
/// so that a changed role takes effect without signing in again.
/// </summary>
public sealed class StaffPrincipal(UserManager<StaffUser> users, IOptions<IdentityOptions> options, PromoOffersDb db)
    : UserClaimsPrincipalFactory<StaffUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(StaffClaims.DisplayName, user.DisplayName));
        var role = await (
            from held in db.UserRoles
            join r in db.Roles on held.RoleId equals r.Id
            where held.UserId == user.Id
            select r).AsNoTracking().FirstOrDefaultAsync();
        if (role is null) return identity;
        identity.AddClaim(new Claim(StaffClaims.RoleName, role.Name!));
        identity.AddClaims(role.Permissions.Select(p => new Claim(StaffClaims.Permission, p.ToString())));
        return identity;
    }
}
