using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

public sealed record RoleRow(int Id, string Name, string Description, bool BuiltIn, int Users);

/// <param name="Selected">Null: a new role.</param>
/// <param name="People">Who has the selected role.</param>
public sealed record RolesPage(IReadOnlyList<RoleRow> Roles, RoleRow? Selected, RoleForm Form, IReadOnlyList<string> People, Grants Grants)
{
    public bool MayEdit => Selected is not { BuiltIn: true };
}

[Requires(Permission.AccessAdmin), Requires(Permission.AccessRoles)]
public sealed class RolesController(PromoOffersDb db, SaveRole save, DeleteRole delete, TimeProvider clock, Texts texts) : Controller
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    [HttpGet("/roles")]
    public async Task<IActionResult> List(CancellationToken cancel) =>
        RedirectToAction(nameof(Show), new { id = await db.Roles.OrderBy(r => r.Id).Select(r => r.Id).FirstAsync(cancel) });

    [HttpGet("/roles/{id:int}")]
    public async Task<IActionResult> Show(int id, CancellationToken cancel)
    {
        if (await db.Roles.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancel) is not { } role) return NotFound();
        var form = new RoleForm
        {
            Version = role.ConcurrencyStamp,
            Name = texts.RoleName(role.Name!),
            Description = texts.RoleDescription(role.Name!, role.Description),
            Permissions = [.. role.Permissions],
        };
        return View("Roles", await Page(id, form, cancel));
    }

    [HttpGet("/roles/new")]
    public async Task<IActionResult> New(CancellationToken cancel) => View("Roles", await Page(null, new RoleForm(), cancel));

    [HttpPost("/roles")]
    public Task<IActionResult> Create([Bind(Prefix = nameof(RolesPage.Form))] RoleForm form, CancellationToken cancel) => Save(null, form, cancel);

    [HttpPost("/roles/{id:int}")]
    public async Task<IActionResult> Change(int id, [Bind(Prefix = nameof(RolesPage.Form))] RoleForm form, CancellationToken cancel) =>
        await db.Roles.AnyAsync(r => r.Id == id, cancel) ? await Save(id, form, cancel) : NotFound();

    [HttpPost("/roles/{id:int}/delete")]
    public async Task<IActionResult> Delete(int id, CancellationToken cancel)
    {
        if (!await db.Roles.AnyAsync(r => r.Id == id, cancel)) return NotFound();
        var outcome = await delete.Run(User.Id(), id, Now, cancel);
        if (outcome is RoleOutcome.Deleted) TempData["Done"] = texts["Access.RoleDeleted"];
        else TempData["Refused"] = Refusal(outcome);
        return outcome is RoleOutcome.Deleted ? RedirectToAction(nameof(List)) : RedirectToAction(nameof(Show), new { id });
    }

    private async Task<IActionResult> Save(int? id, RoleForm form, CancellationToken cancel)
    {
        if (ModelState.IsValid)
        {
            var outcome = await save.Run(User.Id(), id, form.Version, form.Name!.Trim(), form.Description?.Trim() ?? "", form.Permissions, Now, cancel);
            if (outcome is RoleOutcome.Saved saved)
            {
                TempData["Done"] = texts["Access.RoleSaved", form.Name];
                return RedirectToAction(nameof(Show), new { id = saved.RoleId });
            }
            ModelState.AddModelError(outcome is RoleOutcome.NameTaken ? "Form.Name" : "", Refusal(outcome));
        }
        return View("Roles", await Page(id, form, cancel));
    }

    private string Refusal(RoleOutcome outcome) => outcome switch
    {
        RoleOutcome.NameTaken => texts["Access.RoleNameTaken"],
        RoleOutcome.NotYoursToGrant => texts["Access.NotYoursToGrant"],
        RoleOutcome.InUse inUse => texts.Count("Access.RoleInUse", inUse.Users),
        RoleOutcome.BuiltIn => texts["Access.RoleIsBuiltIn"],
        RoleOutcome.ChangedMeanwhile => texts["Access.RoleChangedMeanwhile"],
        RoleOutcome.Saved or RoleOutcome.Deleted => throw new InvalidOperationException($"{outcome} is no refusal."),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    private async Task<RolesPage> Page(int? id, RoleForm form, CancellationToken cancel)
    {
        var rows = await db.Roles.OrderBy(r => r.Id)
            .Select(r => new RoleRow(r.Id, r.Name!, r.Description, r.BuiltIn, db.UserRoles.Count(u => u.RoleId == r.Id))).ToListAsync(cancel);
        var people = await (from held in db.UserRoles join user in db.Users on held.UserId equals user.Id where held.RoleId == id orderby user.DisplayName select user.DisplayName)
            .Take(20).ToListAsync(cancel);
        return new RolesPage(rows, rows.Find(r => r.Id == id), form, people, User.Grants());
    }
}
