using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>Signs members of staff in. Somebody who guesses learns neither from the answer nor from its time whether an account exists.</summary>
public sealed class StaffSignIn(
    UserManager<StaffUser> users,
    IHttpContextAccessor accessor,
    IUserClaimsPrincipalFactory<StaffUser> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffUser>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffUser> confirmation,
    WriteAudit audit,
    TimeProvider clock)
    : SignInManager<StaffUser>(users, accessor, principals, options, log, schemes, confirmation)
{
    private static readonly StaffUser Nobody = new();
    private static string? _hashOfNothing;

    public async Task<SignInResult> Enter(string email, string password, bool keep)
    {
        var user = await UserManager.FindByEmailAsync(email);
        if (user?.PasswordHash is null)
        {
            SpendTheTimeOfACheck(password);
            return SignInResult.Failed;
        }
        var wasLocked = await UserManager.IsLockedOutAsync(user);
        var result = await PasswordSignInAsync(user, password, keep, lockoutOnFailure: true);
        if (result.IsLockedOut && !wasLocked) await Note("staff.locked-out", user);
        return result;
    }

    public override async Task<bool> CanSignInAsync(StaffUser user) => user.DeactivatedAt is null && await base.CanSignInAsync(user);

    public override async Task<StaffUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { DeactivatedAt: null } user ? user : null;

    /// <summary>Notes that somebody came in, and says who.</summary>
    public async Task<StaffUser> Welcome()
    {
        var user = await UserManager.GetUserAsync(Context.User) ?? throw new InvalidOperationException("Nobody is signed in.");
        await Note("staff.signed-in", user);
        return user;
    }

    private Task<bool> Note(string action, StaffUser user) => audit.Run(action, new Actor(user.Id, user.DisplayName), clock.GetUtcNow().UtcDateTime);

    private void SpendTheTimeOfACheck(string password)
    {
        _hashOfNothing ??= UserManager.PasswordHasher.HashPassword(Nobody, Domain.PublicId.New());
        UserManager.PasswordHasher.VerifyHashedPassword(Nobody, _hashOfNothing, password);
    }
}
