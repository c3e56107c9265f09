using System.Globalization;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>How a program is told why a code is not taken: the status, the stable code, a sentence for whoever reads the log of the shop.</summary>
internal static class Refusals
{
    public static ApiProblem Problem(this Refusal refusal) => refusal switch
    {
        Refusal.NotFound => ApiProblem.Of(404, "code_not_found", "Nobody was sent this code."),
        Refusal.Void => ApiProblem.Of(410, "code_replaced", "The code was replaced by another one and works no more."),
        Refusal.AlreadyRedeemed(var at) => ApiProblem.Of(409, "already_redeemed", $"The code was used at {Time(at)} for another order."),
        Refusal.Locked(var until) => ApiProblem.Of(409, "code_locked", $"Another checkout holds the code until {Time(until)}."),
        Refusal.NotYetValid(var from) => ApiProblem.Of(422, "code_not_yet_valid", $"The code works from {Time(from)} on."),
        Refusal.Expired(var since) => ApiProblem.Of(410, "code_expired", $"The code worked until {Time(since)}."),
        Refusal.NotHolder => ApiProblem.Of(403, "not_code_holder", "The code works only for the participant it was sent to; customer names somebody else, or nobody."),
        Refusal.AmountMissing(var minimum, var currency) =>
            ApiProblem.Of(422, "order_amount_missing", $"The offer asks for an order of at least {minimum} minor units of {currency}, so the order has to say its amount."),
        Refusal.OtherCurrency(var currency) => ApiProblem.Of(422, "order_currency_not_accepted", $"The offer asks for an order in {currency}."),
        Refusal.BelowMinimum(var minimum, var currency) =>
            ApiProblem.Of(422, "order_below_minimum", $"The offer asks for an order of at least {minimum} minor units of {currency}."),
        _ => throw new InvalidOperationException($"There is no answer to {refusal}."),
    };

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
