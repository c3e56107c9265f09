using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Features.Shared.Api;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>What a checkout asks. Codes stand in bodies, never in an address.</summary>
[Route(Root), Tags("Checkout"), Produces(Json)]
public sealed class CheckoutApi(Texts texts, TimeProvider time) : ApiController
{
    /// <summary>How far the clock of a shop may be ahead of ours.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    [HttpPost("validations"), Needs(ApiScope.Validate)]
    [EndpointName("validateCode"), EndpointSummary("Ask whether a code would be taken")]
    [EndpointDescription("Says what the code is worth, or why it would be refused. With lock the code is held for this shopper for a while, and sessionKey redeems it.")]
    [ProducesResponseType<ValidationAnswer>(200)]
    public async Task<IActionResult> Validate(
        ValidationBody body, [FromServices] ValidateCode validate, [FromServices] LockCode lockCode, CancellationToken cancel)
    {
        var outcome = body.Lock is { } wish
            ? await lockCode.Run(body.Request(), wish.TtlSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : CodeLock.Usual, cancel)
            : await validate.Run(body.Request(), cancel);
        return Answer(ValidationAnswer.Of(outcome, texts.Language));
    }

    [HttpDelete("locks/{sessionKey}"), Needs(ApiScope.Validate)]
    [EndpointName("releaseLock"), EndpointSummary("Let a code go before its lock ends")]
    [ProducesResponseType(204), ProducesResponseType<ApiProblem>(404)]
    public async Task<IActionResult> Unlock(string sessionKey, [FromServices] ReleaseLock release, CancellationToken cancel) =>
        await release.Run(sessionKey, cancel) ? NoContent() : Problem(404, "lock_not_found", "No lock has this key, or it has ended.");

    [HttpPost("redemptions"), Needs(ApiScope.Redeem)]
    [EndpointName("redeemCode"), EndpointSummary("Redeem a code for an order")]
    [EndpointDescription("""
        Takes the code, once. The same Idempotency-Key and body get the same answer for 7 days (Idempotency-Replayed: true). The same code and order under
        another key answer 200 with the redemption there is. With redeemedAt a use is told afterwards: it is recorded whatever the rules say, and a second
        order for the same code is kept as a conflict (conflictId).
        """)]
    [ProducesResponseType<RedemptionAnswer>(201), ProducesResponseType<RedemptionAnswer>(200), ProducesResponseType<ApiProblem>(404)]
    [ProducesResponseType<ApiProblem>(409), ProducesResponseType<ApiProblem>(410), ProducesResponseType<ApiProblem>(422)]
    public async Task<IActionResult> Redeem(
        RedemptionBody body, [FromHeader(Name = IdempotencyKeyAttribute.Header), Required, IdempotencyKey] string key,
        [FromServices] RedeemCode redeem, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var request = body.Request(User.KeyId(), User.KeyName());
        if (request.UsedAt > now + ClocksDiffer) return InvalidRequest.Answer("redeemedAt", "A use in the future cannot be told.");
        if (request.UsedAt > now) request = request with { UsedAt = now };
        var (language, once) = (texts.Language, OnceAnswers.Request(User.KeyId(), "POST /redemptions", key, body));
        return (await redeem.Run(request, once, outcome => Given(outcome, language), cancel)).Answer(Response);
    }

    [HttpPost("redemptions/{id}/rollback"), Needs(ApiScope.Rollback)]
    [EndpointName("rollBackRedemption"), EndpointSummary("Take a redemption back")]
    [EndpointDescription("For a payment that failed or an order that was cancelled. Once; the code can then be redeemed again.")]
    [ProducesResponseType<RollbackAnswer>(200), ProducesResponseType<ApiProblem>(404), ProducesResponseType<ApiProblem>(409), ProducesResponseType<ApiProblem>(422)]
    public async Task<IActionResult> RollBack(
        string id, RollbackBody body, [FromHeader(Name = IdempotencyKeyAttribute.Header), Required, IdempotencyKey] string key,
        [FromServices] RollBackRedemption rollBack, CancellationToken cancel)
    {
        var once = OnceAnswers.Request(User.KeyId(), "POST /redemptions/{id}/rollback", key, id, body);
        return (await rollBack.Run(id, body.Reason!, User.ProgramActor(), once, Given, cancel)).Answer(Response);
    }

    private static GivenAnswer Given(RedeemOutcome outcome, string language) => outcome switch
    {
        RedeemOutcome.Redeemed(var redemption, var offer) => OnceAnswers.Given(201, Redeemed(redemption, offer, language)),
        RedeemOutcome.Already(var redemption, var offer) => OnceAnswers.Given(200, Redeemed(redemption, offer, language)),
        RedeemOutcome.Refused(var refusal, var conflict) => OnceAnswers.Given(refusal.Problem() with { ConflictId = conflict }),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    private static RedemptionAnswer Redeemed(Redemption redemption, OfferOfCode offer, string language) =>
        RedemptionAnswer.Of(redemption, new OfferAnswer(offer.Id, offer.Name), PrizeAnswer.Of(offer.Terms, language));

    private static GivenAnswer Given(RollbackOutcome outcome) => outcome switch
    {
        RollbackOutcome.RolledBack(var redemption, _) => OnceAnswers.Given(200, RollbackAnswer.Of(redemption)),
        RollbackOutcome.AlreadyRolledBack => OnceAnswers.Given(ApiProblem.Of(409, "already_rolled_back", "The redemption was rolled back before.")),
        RollbackOutcome.NotFound => OnceAnswers.Given(ApiProblem.Of(404, "redemption_not_found")),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };
}

public sealed record RollbackAnswer(string Id, string Status, OrderAnswer Order, DateTime RolledBackAt, string Reason)
{
    internal static RollbackAnswer Of(Redemption redemption) =>
        new(redemption.PublicId, "rolled_back", OrderAnswer.Of(redemption), redemption.RolledBackAt!.Value, redemption.RollbackReason!);
}
