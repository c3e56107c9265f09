using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Web.Features.Fulfillment;

/// <summary>
/// Says of the frame in the page of a mail that the view it belongs to is noted already: who opens the frame's address by itself,
/// or later, opens the mail anew.
/// </summary>
public sealed class NotedViews(IDataProtectionProvider protection)
{
    /// <summary>A frame is loaded with its page.</summary>
    private static readonly TimeSpan HoldsFor = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("PromoOffers.Fulfillment.NotedViews").ToTimeLimitedDataProtector();

    public string Ticket(Delivery mail, int userId) => protector.Protect(Of(mail, userId), HoldsFor);

    public bool Covers(string? ticket, Delivery mail, int userId)
    {
        try
        {
            return ticket is not null && protector.Unprotect(ticket) == Of(mail, userId);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string Of(Delivery mail, int userId) => $"{userId} {mail.MessageId}";
}
