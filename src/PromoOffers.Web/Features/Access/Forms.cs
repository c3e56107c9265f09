using System.ComponentModel.DataAnnotations;
using PromoOffers.Data.Access;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

public sealed class SignInForm
{
    [Required, EmailAddress]
    public string? Email { get; set; }

    [Required]
    public string? Password { get; set; }
    public bool Keep { get; set; }
    public string? ReturnUrl { get; set; }
}

public sealed class SecondStepForm
{
    [Required]
    public string? Code { get; set; }
    public bool Keep { get; set; }
    public string? ReturnUrl { get; set; }
}

public sealed class ForgotForm
{
    [Required, EmailAddress]
    public string? Email { get; set; }
}

/// <summary>A password that is set through a link from a mail.</summary>
public sealed class NewPasswordForm
{
    public string? Link { get; set; }

    /// <summary>Asked only of somebody who joins.</summary>
    [StringLength(StaffUser.MaxNameLength)]
    public string? Name { get; set; }

    [Required, StringLength(StaffAccess.LongestPassword, MinimumLength = StaffAccess.ShortestPassword, ErrorMessage = "Access.PasswordLength")]
    public string? Password { get; set; }
}

public sealed class SetupForm
{
    [Required]
    public string? Code { get; set; }

    [Required, StringLength(StaffUser.MaxNameLength)]
    public string? Name { get; set; }

    [Required, EmailAddress, StringLength(254)]
    public string? Email { get; set; }

    [Required, StringLength(StaffAccess.LongestPassword, MinimumLength = StaffAccess.ShortestPassword, ErrorMessage = "Access.PasswordLength")]
    public string? Password { get; set; }
}

public sealed class ProfileForm
{
    [Required, StringLength(StaffUser.MaxNameLength)]
    public string? Name { get; set; }

    /// <summary>Empty: as the browser asks.</summary>
    public string? Language { get; set; }
}

public sealed class ChangePasswordForm
{
    [Required]
    public string? Current { get; set; }

    [Required, StringLength(StaffAccess.LongestPassword, MinimumLength = StaffAccess.ShortestPassword, ErrorMessage = "Access.PasswordLength")]
    public string? New { get; set; }
}

public sealed class ConfirmPasswordForm
{
    [Required]
    public string? Password { get; set; }
}

public sealed class AuthenticatorForm
{
    [Required]
    public string? Code { get; set; }
}

public sealed class InviteForm
{
    [Required, StringLength(StaffUser.MaxNameLength)]
    public string? Name { get; set; }

    [Required, EmailAddress, StringLength(254)]
    public string? Email { get; set; }

    [Required]
    public int? RoleId { get; set; }
    public string? Language { get; set; }
}

public sealed class RoleForm
{
    public string? Version { get; set; }

    [Required, StringLength(50)]
    public string? Name { get; set; }

    [StringLength(500)]
    public string? Description { get; set; }
    public HashSet<Permission> Permissions { get; set; } = [];
}

public sealed class SettingsForm
{
    public int Version { get; set; }

    [Required, StringLength(100)]
    public string? Name { get; set; }

    [StringLength(300)]
    public string? PostalAddress { get; set; }

    [Required, StringLength(100)]
    public string? FromName { get; set; }

    [EmailAddress, StringLength(254)]
    public string? FromAddress { get; set; }

    [EmailAddress, StringLength(254)]
    public string? ReplyTo { get; set; }
    public IFormFile? Logo { get; set; }
    public bool RemoveLogo { get; set; }

    [Required]
    public string? Accent { get; set; }

    [Required]
    public string? DefaultLanguage { get; set; }

    [Required]
    public string? TimeZone { get; set; }
}
