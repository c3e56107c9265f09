namespace PromoOffers.Data.Access;

/// <summary>What an audit entry names of staff.</summary>
internal static class StaffDetails
{
    public static Dictionary<string, string> Of(StaffUser user) => new() { ["user"] = user.DisplayName };

    public static Dictionary<string, string> Of(StaffUser user, StaffRole role) => new() { ["user"] = user.DisplayName, ["role"] = role.Name! };

    public static Dictionary<string, string> Of(StaffRole role) => new() { ["role"] = role.Name! };

    /// <summary>The application runs an operation anew from the start where its transaction was lost, so each run needs its own object.</summary>
    public static StaffUser Copy(this StaffUser user) => new()
    {
        UserName = user.UserName,
        NormalizedUserName = user.NormalizedUserName,
        Email = user.Email,
        NormalizedEmail = user.NormalizedEmail,
        EmailConfirmed = user.EmailConfirmed,
        PasswordHash = user.PasswordHash,
        SecurityStamp = user.SecurityStamp,
        DisplayName = user.DisplayName,
        Language = user.Language,
        InvitedAt = user.InvitedAt,
        LockoutEnabled = true,
    };
}
