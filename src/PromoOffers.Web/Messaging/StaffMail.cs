using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace PromoOffers.Web.Messaging;

/// <summary>A mail to a member of staff, as it is sent.</summary>
public sealed record StaffMail(string To, string ToName, string Subject, string Text, string Html);

/// <summary>
/// Closes a mail for the outbox and opens it for sending: links that set a password are not to be read in the database.
/// </summary>
public sealed class StaffMailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("PromoOffers.Messaging.StaffMail");

    public string Close(StaffMail mail) => _protector.Protect(JsonSerializer.Serialize(mail));

    public StaffMail Open(string content) =>
        JsonSerializer.Deserialize<StaffMail>(_protector.Unprotect(content)) ?? throw new InvalidDataException("There is no mail in this content.");
}
