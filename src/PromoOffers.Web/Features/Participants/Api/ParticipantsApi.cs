using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Participants;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Features.Shared.Api;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Participants.Api;

/// <summary>Who takes part, and what the marketer's own systems tell of them.</summary>
[Route(Root + "/offers/{id}"), Tags("Participants"), Produces(Json)]
public sealed class ParticipantsApi(PromoOffersDb db, PublicLinks links) : ApiController
{
    [HttpGet("participants"), Needs(ApiScope.Participants)]
    [EndpointName("listParticipants"), EndpointSummary("List the participants of an offer, the first to join first")]
    [EndpointDescription("The codes that somebody was sent are listed with the scope prizes alone, which the audit trail notes.")]
    [ProducesResponseType<Page<ParticipantEntry>>(200), ProducesResponseType<ApiProblem>(400), ProducesResponseType<ApiProblem>(404)]
    public async Task<IActionResult> List(
        string id, string? cursor, [Range(1, LargestPage)] int? limit, [FromServices] ExportParticipants export, CancellationToken cancel)
    {
        if (!Cursor.TryRead(cursor, out var after)) return InvalidRequest.Answer("cursor", "This is no cursor of the list.");
        if (await OfferId(id, cancel) is not { } offerId) return NotAnOffer();
        var size = limit ?? PageSize;
        var people = await db.Participants.AsNoTracking().Where(p => p.OfferId == offerId && (after == null || p.Id > after))
            .OrderBy(p => p.Id).Take(size + 1).ToListAsync(cancel);
        var withCodes = User.HasScope(ApiScope.Prizes);
        if (withCodes) await export.Note(offerId, withCodes, User.ProgramActor(), cancel);
        var codes = withCodes ? await CodesOf([.. people.Select(p => p.Id)], cancel) : null;
        return Answer(Paged.Of(people, size, p => p.Id, p => ParticipantEntry.Of(p, links.To($"r/{p.ShareToken}").ToString(), codes?[p.Id])));
    }

    [HttpPost("participants"), Needs(ApiScope.Participants)]
    [EndpointName("signUpParticipant"), EndpointSummary("Sign somebody up")]
    [EndpointDescription("As on the public page: an address signs up once, the answer is the same for a known one, and the private link goes to the mailbox alone.")]
    [ProducesResponseType<AcceptedAnswer>(202), ProducesResponseType<ApiProblem>(404), ProducesResponseType<ApiProblem>(409), ProducesResponseType<ApiProblem>(422)]
    public async Task<IActionResult> SignUp(string id, ParticipantBody body, [FromServices] SignUp signUp, CancellationToken cancel)
    {
        var offer = await db.Offers.AsNoTracking().Include(o => o.Approved).SingleOrDefaultAsync(o => o.PublicId == id, cancel);
        if (offer is null) return NotAnOffer();
        if (offer.Approved is null) return Problem(409, "offer_not_open", "The offer is not approved yet.");
        if (EmailAddress.Read(body.Email) is not { } email) return InvalidRequest.Answer("email", "This is no e-mail address.");
        return await signUp.Run(body.Request(offer.Id, email, offer.Approved.Terms), cancel) switch
        {
            SignUpOutcome.Accepted => Answer(new AcceptedAnswer(true), StatusCodes.Status202Accepted),
            SignUpOutcome.NotOpen(var openness) => Problem(409, "offer_not_open", $"The offer takes nobody now: {openness}."),
            SignUpOutcome.NotAdmitted { Rule: EntryRule.Country } => Problem(422, "country_not_admitted", "The rules of the sweepstakes do not admit this country."),
            SignUpOutcome.NotAdmitted => Problem(422, "rules_not_accepted", "Who enters a sweepstakes accepts its rules, and is as old as they ask."),
            var other => throw new InvalidOperationException($"There is no answer to {other}."),
        };
    }

    [HttpPost("events"), Needs(ApiScope.EventsWrite)]
    [EndpointName("reportEvent"), EndpointSummary("Report an event that counts for a participant")]
    [EndpointDescription("For offers whose goal is a Custom Event. What the source calls it (sourceId) makes it count once in the offer, however often it is told.")]
    [ProducesResponseType<EventAnswer>(200), ProducesResponseType<ApiProblem>(404), ProducesResponseType<ApiProblem>(409), ProducesResponseType<ApiProblem>(422)]
    public async Task<IActionResult> Report(string id, EventBody body, [FromServices] ReportEvent report, CancellationToken cancel)
    {
        if (await OfferId(id, cancel) is not { } offerId) return NotAnOffer();
        return await report.Run(new EventReport(offerId, body.Participant!.Trim(), body.Event!.Trim(), body.SourceId!), cancel) switch
        {
            ReportEventOutcome.Counted(var isNew, var progress, var awards) => Answer(new EventAnswer(isNew, progress, awards)),
            ReportEventOutcome.NoSuchParticipant => Problem(404, "participant_not_found"),
            ReportEventOutcome.NotOpen(var openness) => Problem(409, "offer_not_open", $"Nothing is earned in the offer now: {openness}."),
            ReportEventOutcome.NotTheGoal => Problem(422, "event_not_counted", "The offer's goal is not this event."),
            ReportEventOutcome.SourceIdReused => Problem(409, "source_id_reused", "This sourceId was told before, of somebody else."),
            var other => throw new InvalidOperationException($"There is no answer to {other}."),
        };
    }

    private Task<int?> OfferId(string id, CancellationToken cancel) =>
        db.Offers.Where(o => o.PublicId == id && o.ApprovedId != null).Select(o => (int?)o.Id).SingleOrDefaultAsync(cancel);

    private static IActionResult NotAnOffer() => Problem(404, "offer_not_found");

    private async Task<ILookup<long, CodeEntry>> CodesOf(List<long> people, CancellationToken cancel)
    {
        var codes = await (
            from award in db.Awards
            join code in db.PromoCodes on award.Id equals code.AwardId
            where people.Contains(award.ParticipantId) && code.SentAt != null
            orderby code.Id
            select new { award.ParticipantId, code.Code, code.SentAt, code.RedeemedAt, code.VoidedAt }).AsNoTracking().ToListAsync(cancel);
        return codes.ToLookup(c => c.ParticipantId, c => new CodeEntry(Encoding.ASCII.GetString(c.Code), c.SentAt!.Value, c.RedeemedAt, c.VoidedAt));
    }
}
