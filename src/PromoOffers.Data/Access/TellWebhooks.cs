using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Access;

/// <summary>Something that happened, as it is told to other systems: never with a code, nor with anything that names a person.</summary>
/// <param name="Name">One of <see cref="WebhookEvents"/>.</param>
public abstract record WebhookEvent(string Name, int OfferId)
{
    /// <summary>The first time that somebody's code was accepted by the mail server.</summary>
    public sealed record CodeSent(int OfferId, long ParticipantId, DateTime At) : WebhookEvent(WebhookEvents.CodeSent, OfferId);

    public sealed record CodeRedeemed(Redemption Redemption) : WebhookEvent(WebhookEvents.CodeRedeemed, Redemption.OfferId);

    /// <param name="Redemption">As it is after it was rolled back.</param>
    public sealed record RolledBack(Redemption Redemption) : WebhookEvent(WebhookEvents.RedemptionRolledBack, Redemption.OfferId);

    /// <param name="Number">1 for the first drawing of the sweepstakes.</param>
    public sealed record DrawFinalized(int OfferId, int Number, int Winners, DateTime At) : WebhookEvent(WebhookEvents.DrawFinalized, OfferId);

    /// <param name="LastsUntil">Day on which the last code goes at today's rate; null: nothing goes.</param>
    public sealed record PoolLow(int OfferId, long Free, DateOnly? LastsUntil) : WebhookEvent(WebhookEvents.PoolLow, OfferId);
}

/// <summary>Writes what happened to the outbox of webhooks, in the transaction that it is called in.</summary>
public static class TellingWebhooks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly CompiledQuery<string, bool> Anybody = new((db, name) => db.WebhookEndpoints.Any(e => e.DisabledAt == null && e.EventNames.Contains(name)));

    /// <summary>One message for each endpoint that wants to know; where none does, nothing more is read.</summary>
    public static async Task TellWebhooks(this PromoOffersDb db, WebhookEvent happened, DateTime now, CancellationToken cancel)
    {
        if (!await Anybody.Run(db, happened.Name, cancel)) return;
        var endpoints = await db.WebhookEndpoints.AsNoTracking().Where(e => e.DisabledAt == null && e.EventNames.Contains(happened.Name)).ToListAsync(cancel);
        endpoints.RemoveAll(e => !e.IsTold(happened.Name));
        if (endpoints.Count == 0) return;
        var payload = Payload(happened.Name, now, await Data(db, happened, cancel));
        db.WebhookDeliveries.AddRange(endpoints.Select(e => new WebhookDelivery(e.Id, happened.Name, payload, now)));
    }

    internal static string Payload(string name, DateTime now, object data) =>
        JsonSerializer.Serialize(new { type = name, timestamp = now, data }, Json);

    private static async Task<object> Data(PromoOffersDb db, WebhookEvent happened, CancellationToken cancel)
    {
        var (offer, prize) = await Offer(db, happened.OfferId, cancel);
        return happened switch
        {
            WebhookEvent.CodeSent sent => new { offer, participant = await Participant(db, sent.ParticipantId, cancel), prize, sentAt = sent.At },
            WebhookEvent.CodeRedeemed { Redemption: var r } => new
            {
                offer,
                participant = await Participant(db, r.ParticipantId, cancel),
                prize,
                redemption = new { id = r.PublicId, r.RedeemedAt, r.ReportedAt },
                order = Order(r),
            },
            WebhookEvent.RolledBack { Redemption: var r } => new
            {
                offer,
                participant = await Participant(db, r.ParticipantId, cancel),
                // Not the reason: people write what they like into it.
                redemption = new { id = r.PublicId, r.RedeemedAt, r.RolledBackAt },
                order = Order(r),
            },
            WebhookEvent.DrawFinalized draw => new { offer, drawing = new { draw.Number, draw.Winners, finalizedAt = draw.At } },
            WebhookEvent.PoolLow pool => new { offer, pool = new { pool.Free, pool.LastsUntil } },
            _ => throw new InvalidOperationException($"There is nothing to tell of {happened.Name}."),
        };
    }

    private static object Order(Redemption redemption) => new { id = redemption.OrderId, redemption.Amount, redemption.Currency };

    private static async Task<object> Participant(PromoOffersDb db, long id, CancellationToken cancel) =>
        new { entryId = await db.Participants.Where(p => p.Id == id).Select(p => p.EntryId).SingleAsync(cancel) };

    private static async Task<(object Offer, object? Prize)> Offer(PromoOffersDb db, int id, CancellationToken cancel)
    {
        var offer = await db.Offers.AsNoTracking().Where(o => o.Id == id).Select(o => new { o.PublicId, o.Name, o.Approved }).SingleAsync(cancel);
        return (new { id = offer.PublicId, offer.Name }, offer.Approved is { } version ? Prize(version.Terms) : null);
    }

    private static object Prize(OfferTerms terms) => new
    {
        kind = JsonNamingPolicy.CamelCase.ConvertName(terms.Prize.Kind.ToString()),
        terms.Prize.Value,
        terms.Prize.Currency,
        label = terms.Languages.Select(l => terms.Prize.Label.GetValueOrDefault(l)).FirstOrDefault(l => l is not null),
    };
}
