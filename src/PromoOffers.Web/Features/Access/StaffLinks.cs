using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using PromoOffers.Data.Access;

namespace PromoOffers.Web.Features.Access;

/// <summary>What a link in a mail to staff stands for: the account, as it was when the link was made.</summary>
/// <param name="Stamp">The account's security stamp; a password set meanwhile has changed it.</param>
public sealed record StaffLink(string NormalizedEmail, string Stamp);

/// <summary>Writes and reads links that set a password. They hold for a while, and once.</summary>
public sealed class StaffLinks(IDataProtectionProvider protection)
{
    public static readonly TimeSpan ResetHoldsFor = TimeSpan.FromHours(2);
    public static readonly TimeSpan InvitationHoldsFor = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector _resets = protection.CreateProtector("PromoOffers.Access.Reset").ToTimeLimitedDataProtector();
    private readonly ITimeLimitedDataProtector _invitations = protection.CreateProtector("PromoOffers.Access.Invitation").ToTimeLimitedDataProtector();

    public string ForReset(StaffUser user) => Write(_resets, user, ResetHoldsFor);

    public string ForInvitation(StaffUser user) => Write(_invitations, user, InvitationHoldsFor);

    /// <returns>Null where it was not made here, or no longer holds.</returns>
    public StaffLink? ReadReset(string? link) => Read(_resets, link);

    public StaffLink? ReadInvitation(string? link) => Read(_invitations, link);

    private static string Write(ITimeLimitedDataProtector protector, StaffUser user, TimeSpan holdsFor) =>
        WebEncoders.Base64UrlEncode(protector.Protect(
            JsonSerializer.SerializeToUtf8Bytes(new StaffLink(user.NormalizedEmail!, user.SecurityStamp!)), holdsFor));

    private static StaffLink? Read(ITimeLimitedDataProtector protector, string? link)
    {
        try
        {
            return link is null ? null : JsonSerializer.Deserialize<StaffLink>(protector.Unprotect(WebEncoders.Base64UrlDecode(link), out _));
        }
        catch (Exception problem) when (problem is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return null;
        }
    }
}
