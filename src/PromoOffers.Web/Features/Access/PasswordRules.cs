using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Access;

internal static class PasswordRules
{
    /// <summary>Asks Identity's rules, and says under the field what is wrong. A missing password is said by the form itself.</summary>
    public static async Task<bool> RefusesPassword(
        this Controller page, UserManager<StaffUser> users, StaffUser user, string field, string? password, Texts texts)
    {
        if (string.IsNullOrEmpty(password)) return true;
        foreach (var validator in users.PasswordValidators)
        {
            if ((await validator.ValidateAsync(users, user, password)).Succeeded) continue;
            if (page.ModelState.GetFieldValidationState(field) != Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid)
                page.ModelState.AddModelError(field, texts["Access.PasswordTooEasy"]);
            return true;
        }
        return false;
    }
}
