using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

/// <summary>What somebody typed who signs up, found good by the form.</summary>
/// <param name="Email">As <see cref="EmailAddress.Read"/> gives it.</param>
/// <param name="Language">One that the offer speaks.</param>
/// <param name="Fields">By name, as in <see cref="PersonField.Known"/>.</param>
/// <param name="Consents">Agrees to marketing.</param>
/// <param name="ShareToken">Of the link that was followed; null: none.</param>
public sealed record SignUpRequest(
    int OfferId, string Email, string Language, IReadOnlyDictionary<string, string> Fields, bool Consents, string? ShareToken)
{
    /// <summary>Each is one line, whatever was typed.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = Fields.ToDictionary(f => f.Key, f => OneLine.Of(f.Value));

    /// <summary>In a sweepstakes: is old enough where the rules say so, and accepts the rules.</summary>
    public bool AcceptsRules { get; init; }
}

/// <summary>What the rules of a sweepstakes ask of whoever enters.</summary>
public enum EntryRule { Acceptance, Country }

public abstract record SignUpOutcome
{
    private SignUpOutcome() { }

    /// <summary>The same for an address that was new and for one that was known: only its mailbox learns which.</summary>
    public sealed record Accepted : SignUpOutcome;

    /// <summary>Nothing was kept: nobody signs up now.</summary>
    public sealed record NotOpen(Openness Openness) : SignUpOutcome;

    /// <summary>Nothing was kept: the rules do not admit this person.</summary>
    public sealed record NotAdmitted(EntryRule Rule) : SignUpOutcome;
}

/// <summary>
/// Takes somebody into an offer, once for an address, and writes the mail with the private link to the outbox. A known address gets
/// its link again, as far as the limit of such mails allows; until it is confirmed, what was typed last counts, for whoever typed it
/// first need not be its owner.
/// </summary>
public sealed class SignUp(IWrites writes, OfferAtWork offers, ParticipantKeys keys, CreditReferrer credit, TakeEntry entries, TimeProvider time)
{
    public async Task<SignUpOutcome> Run(SignUpRequest request, CancellationToken cancel = default)
    {
        var hash = (await keys.For(request.OfferId, cancel)).OfAddress(request.Email);
        return await Twice.AtMost(() => writes.Run((db, stop) => Take(db, request, hash, stop), cancel));
    }

    private async Task<SignUpOutcome> Take(PromoOffersDb db, SignUpRequest request, byte[] hash, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var offer = await offers.Find(db, request.OfferId, cancel);
        var openness = offer.OpennessAt(now);
        if (openness != Openness.Open) return new SignUpOutcome.NotOpen(openness);
        if (Broken(offer.Approved!.Terms.Sweepstakes, request) is { } rule) return new SignUpOutcome.NotAdmitted(rule);

        var participant = await db.Participants.SingleOrDefaultAsync(p => p.OfferId == offer.Id && p.EmailHash == hash, cancel);
        var isNew = participant is null;
        participant ??= await Add(db, offer, request, hash, now, cancel);
        if (participant.Email is null) return new SignUpOutcome.Accepted(); // Erased: an address that does not come back.
        if (!isNew && offer.Approved.Terms.Form.ConfirmAddress && await IsUnconfirmed(db, participant, cancel))
            await Describe(db, offer, participant, request, now, cancel);
        if (offer.Kind == OfferKind.Sweepstakes) await Enter(db, offer, participant, now, cancel);
        if (!isNew && await db.HadEnoughMails(participant, now, cancel)) return new SignUpOutcome.Accepted();
        db.Deliveries.Add(new Delivery(DeliveryKind.SignUp, offer.Id, offer.ApprovedId!.Value, participant.Id, now));
        return new SignUpOutcome.Accepted();
    }

    private static EntryRule? Broken(SweepstakesTerms? draw, SignUpRequest request) =>
        draw is null ? null
        : !request.AcceptsRules ? EntryRule.Acceptance
        : !draw.Admits(request.Fields.GetValueOrDefault("country")) ? EntryRule.Country
        : null;

    private async Task<Participant> Add(PromoOffersDb db, Offer offer, SignUpRequest request, byte[] hash, DateTime now, CancellationToken cancel)
    {
        var participant = new Participant(offer.Id, request.Email, hash, request.Language, now)
        {
            ReferredById = (await Referrer(db, offer, request, cancel))?.Id,
        };
        participant.Describe(request.Language, request.Fields, request.Consents, now);
        db.Participants.Add(participant);
        db.ParticipantWords.AddRange(WordsOf(participant).Select(word => new ParticipantWord(offer.Id, word, participant)));
        await db.SaveChangesAsync(cancel);
        db.Totals(offer.Id).Participants++;
        db.Day(offer.Id, now).SignUps++;
        if (participant.ReferredById is { } referrer && offer.Kind == OfferKind.Referral && !offer.Approved!.Terms.Form.ConfirmAddress)
            await credit.Run(db, offer, referrer, GoalType.ReferredSignUps, hash, participant.Id, now, cancel);
        return participant;
    }

    /// <summary>Holds the row until the end of the operation: it is not confirmed, nor erased, between this and what is changed.</summary>
    private static async Task<bool> IsUnconfirmed(PromoOffersDb db, Participant participant, CancellationToken cancel) =>
        participant.ConfirmedAt is null
        && await db.Participants.Where(p => p.Id == participant.Id && p.ConfirmedAt == null && p.ErasedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.JoinedAt, p => p.JoinedAt), cancel) == 1;

    /// <summary>Lets what was typed now take the place of what was typed before; who was named as the referrer stays where nobody is now.</summary>
    private static async Task Describe(
        PromoOffersDb db, Offer offer, Participant participant, SignUpRequest request, DateTime now, CancellationToken cancel)
    {
        participant.Describe(request.Language, request.Fields, request.Consents, now);
        if (await Referrer(db, offer, request, cancel) is { } referrer && referrer.ReferredById != participant.Id && !await IsCredited(db, participant, cancel))
            participant.ReferredById = referrer.Id;
        await db.ParticipantWords.Where(w => w.ParticipantId == participant.Id).ExecuteDeleteAsync(cancel);
        db.ParticipantWords.AddRange(WordsOf(participant).Select(word => new ParticipantWord(offer.Id, word, participant)));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Whether somebody was credited for this person already, as where the offer had no confirmation when they signed up.</summary>
    private static async Task<bool> IsCredited(PromoOffersDb db, Participant participant, CancellationToken cancel) =>
        participant.ReferredById is { } referrer && await db.Referrals.AnyAsync(
            r => r.ReferrerId == referrer && r.Kind == GoalType.ReferredSignUps && r.FriendKey == participant.EmailHash, cancel);

    private static IReadOnlyList<string> WordsOf(Participant participant) =>
        Folded.Words(participant.FirstName, participant.LastName, participant.Email);

    /// <summary>Whoever types an address need not be its owner, so the entry waits for the button in the mail, unless the offer does without.</summary>
    private async Task Enter(PromoOffersDb db, Offer offer, Participant participant, DateTime now, CancellationToken cancel)
    {
        if (await TakeEntry.Run(db, offer, participant, now, cancel) is { } entry && !offer.Approved!.Terms.Form.ConfirmAddress)
            await entries.Count(db, offer, participant, entry, now, cancel);
    }

    /// <summary>Who is credited; null for nobody, as for somebody who follows their own link with another spelling of their address.</summary>
    private static async Task<Brought?> Referrer(PromoOffersDb db, Offer offer, SignUpRequest request, CancellationToken cancel)
    {
        if (request.ShareToken is null) return null;
        var referrer = await db.Participants.Where(p => p.OfferId == offer.Id && p.ShareToken == request.ShareToken)
            .Select(p => new Brought(p.Id, p.Email, p.ReferredById)).SingleOrDefaultAsync(cancel);
        return referrer?.Email is null || EmailAddress.IsSameMailbox(referrer.Email, request.Email) ? null : referrer;
    }

    /// <param name="ReferredById">Who brought the one who brings somebody: two are not each the other's referrer.</param>
    private sealed record Brought(long Id, string? Email, long? ReferredById);
}
