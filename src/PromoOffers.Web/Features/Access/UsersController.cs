using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

/// <summary>Somebody in the list of users.</summary>
public sealed record UserRow(StaffUser User, StaffRole? Role, DateTime Now)
{
    public string State =>
        User.DeactivatedAt is not null ? "Deactivated"
        : User.PasswordHash is null ? "Invited"
        : User.LockoutEnd > Now ? "Locked"
        : "Active";
}

/// <param name="Roles">Those that the one who looks may give.</param>
public sealed record UserPage(UserRow Row, IReadOnlyList<StaffRole> Roles, bool MayChange, bool IsOneself)
{
    public StaffUser User => Row.User;
}

public sealed record InvitePage(InviteForm Form, IReadOnlyList<StaffRole> Roles);

[Requires(Permission.AccessAdmin), Requires(Permission.AccessUsers)]
public sealed class UsersController(
    PromoOffersDb db, UserManager<StaffUser> users, StaffMails mails, InviteUser invite, ChangeRole changeRole, SendStaffMail send, TimeProvider clock, Texts texts)
    : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/users")]
    public async Task<IActionResult> List(CancellationToken cancel) =>
        View((await Rows().ToListAsync(cancel)).OrderBy(r => r.User.DeactivatedAt is not null).ThenBy(r => r.User.DisplayName, StringComparer.CurrentCulture).ToList());

    [HttpGet("/users/invite")]
    public async Task<IActionResult> Invite(CancellationToken cancel) =>
        View(new InvitePage(new InviteForm { Language = texts.Language }, await RolesToGive(cancel)));

    [HttpPost("/users/invite")]
    public async Task<IActionResult> Invite([Bind(Prefix = nameof(InvitePage.Form))] InviteForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid) return View(new InvitePage(form, await RolesToGive(cancel)));
        var user = Invited(form);
        var mail = await mails.Invitation(user, User.Name(), cancel);
        var outcome = await invite.Run(User.Id(), user, form.RoleId!.Value, mail, Now, cancel);
        if (outcome is InvitationOutcome.Invited) return Done(nameof(List), "Access.InvitationSent", user.Email!);
        var (field, text) = outcome switch
        {
            InvitationOutcome.AddressTaken => ("Form.Email", "Access.AddressTaken"),
            InvitationOutcome.NotYoursToGrant => ("Form.RoleId", "Access.NotYoursToGrant"),
            InvitationOutcome.Invited => throw new InvalidOperationException("Answered above."),
            _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
        };
        ModelState.AddModelError(field, texts[text]);
        return View(new InvitePage(form, await RolesToGive(cancel)));
    }

    [HttpGet("/users/{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancel)
    {
        if (await Rows(id).FirstOrDefaultAsync(cancel) is not { } row) return NotFound();
        var mayChange = User.Grants().Allow(row.Role?.Permissions ?? new HashSet<Permission>());
        return View(new UserPage(row, await RolesToGive(cancel), mayChange, id == User.Id()));
    }

    [HttpPost("/users/{id:int}/role")]
    public async Task<IActionResult> Role(int id, int roleId, CancellationToken cancel) =>
        await Known(id, cancel) && await db.Roles.AnyAsync(r => r.Id == roleId, cancel)
            ? Told(id, await changeRole.Run(User.Id(), id, roleId, Now, cancel), "Access.RoleGiven")
            : NotFound();

    [HttpPost("/users/{id:int}/deactivate")]
    public async Task<IActionResult> Deactivate(int id, [FromServices] DeactivateUser deactivate, CancellationToken cancel) =>
        await Known(id, cancel) ? Told(id, await deactivate.Run(User.Id(), id, Now, cancel), "Access.UserDeactivated") : NotFound();

    [HttpPost("/users/{id:int}/reactivate")]
    public async Task<IActionResult> Reactivate(int id, [FromServices] ReactivateUser reactivate, CancellationToken cancel) =>
        await Known(id, cancel) ? Told(id, await reactivate.Run(User.Id(), id, Now, cancel), "Access.UserReactivated") : NotFound();

    [HttpPost("/users/{id:int}/two-factor-off")]
    public async Task<IActionResult> TwoFactorOff(int id, [FromServices] SwitchOffTwoFactor switchOff, CancellationToken cancel) =>
        await Known(id, cancel) ? Told(id, await switchOff.Run(User.Id(), id, Now, cancel), "Access.TwoFactorSwitchedOff") : NotFound();

    [HttpPost("/users/{id:int}/reset")]
    public async Task<IActionResult> SendReset(int id, CancellationToken cancel)
    {
        if (await users.FindByIdAsync($"{id}") is not { PasswordHash: not null, DeactivatedAt: null } user) return NotFound();
        await send.Run(await mails.Reset(user, cancel), Now, cancel);
        return Done(nameof(Show), "Access.ResetSent", user.Email!, id);
    }

    [HttpPost("/users/{id:int}/invite-again")]
    public async Task<IActionResult> InviteAgain(int id, CancellationToken cancel)
    {
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == id, cancel) is not { PasswordHash: null } user) return NotFound();
        user.SecurityStamp = PublicId.New();
        var mail = await mails.Invitation(user, User.Name(), cancel);
        return await invite.Again(User.Id(), id, user.SecurityStamp, mail, Now, cancel)
            ? Done(nameof(Show), "Access.InvitationSent", user.Email!, id)
            : RedirectToAction(nameof(Show), new { id });
    }

    private Task<bool> Known(int id, CancellationToken cancel) => db.Users.AnyAsync(u => u.Id == id, cancel);

    private IQueryable<UserRow> Rows(int? only = null) =>
        from user in db.Users.AsNoTracking()
        where only == null || user.Id == only
        join held in db.UserRoles on user.Id equals held.UserId into helds
        from held in helds.DefaultIfEmpty()
        join role in db.Roles on held.RoleId equals role.Id into roles
        from role in roles.DefaultIfEmpty()
        select new UserRow(user, role, Now);

    private async Task<IReadOnlyList<StaffRole>> RolesToGive(CancellationToken cancel) =>
        [.. (await db.Roles.AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancel)).Where(r => User.Grants().Allow(r.Permissions))];

    private StaffUser Invited(InviteForm form) => new()
    {
        UserName = form.Email,
        NormalizedUserName = users.NormalizeName(form.Email),
        Email = form.Email,
        NormalizedEmail = users.NormalizeEmail(form.Email),
        DisplayName = form.Name!.Trim(),
        Language = Texts.Languages.Contains(form.Language) ? form.Language : null,
        SecurityStamp = PublicId.New(),
    };

    private RedirectToActionResult Told(int id, UserOutcome outcome, string done)
    {
        var (place, text) = outcome switch
        {
            UserOutcome.Done => ("Done", done),
            UserOutcome.LastAdministrator => ("Refused", "Access.LastAdministrator"),
            UserOutcome.NotYoursToGrant => ("Refused", "Access.NotYoursToGrant"),
            _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
        };
        TempData[place] = texts[text];
        return RedirectToAction(nameof(Show), new { id });
    }

    private RedirectToActionResult Done(string action, string text, string email, int? id = null)
    {
        TempData["Done"] = texts[text, email];
        return RedirectToAction(action, id is null ? null : new { id });
    }
}
