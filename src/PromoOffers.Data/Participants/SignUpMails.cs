using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>How many mails with a private link somebody gets, whoever types the address.</summary>
public static class SignUpMails
{
    /// <summary>Within <see cref="Window"/>.</summary>
    public const int PerAddress = 3;

    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    internal static async Task<bool> HadEnoughMails(this PromoOffersDb db, Participant participant, DateTime now, CancellationToken cancel)
    {
        var since = now - Window;
        return await db.Deliveries.CountAsync(
            d => d.ParticipantId == participant.Id && d.Kind == DeliveryKind.SignUp && d.QueuedAt > since, cancel) >= PerAddress;
    }
}
