using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Data.Fulfillment;

/// <summary>A mail of an offer, for the list.</summary>
/// <param name="MessageId">Names it in addresses.</param>
/// <param name="NextAttemptAt">Null: it is at an end.</param>
public sealed record DeliveryRow(
    long Id, string MessageId, DeliveryKind Kind, DeliveryState State, DateTime QueuedAt, DateTime? SentAt, DateTime? NextAttemptAt,
    int Attempts, string? LastError, string FirstName, string LastName, string? Email);

/// <summary>The mails of an offer, newest first.</summary>
public sealed class ListDeliveries(PromoOffersDb db)
{
    public const int PageSize = 50;

    /// <param name="before">Id of the last row of the page before; null: the first page.</param>
    /// <returns>One more than a page where more follow.</returns>
    public Task<List<DeliveryRow>> Run(int offerId, DeliveryKind? kind, DeliveryState? state, long? before, CancellationToken cancel) => (
        from mail in db.Deliveries.AsNoTracking()
        join person in db.Participants on mail.ParticipantId equals person.Id
        where mail.OfferId == offerId
            && (kind == null || mail.Kind == kind) && (state == null || mail.State == state) && (before == null || mail.Id < before)
        orderby mail.Id descending
        select new DeliveryRow(
            mail.Id, mail.MessageId, mail.Kind, mail.State, mail.QueuedAt, mail.SentAt, mail.NextAttemptAt,
            mail.Attempts, mail.LastError, person.FirstName, person.LastName, person.Email)).Take(PageSize + 1).ToListAsync(cancel);

    /// <returns>Null: the offer has no such mail.</returns>
    public Task<Delivery?> Find(int offerId, string messageId, CancellationToken cancel) =>
        db.Deliveries.AsNoTracking().SingleOrDefaultAsync(d => d.OfferId == offerId && d.MessageId == messageId, cancel);
}
