using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>What is answered to whoever picks, judges and finalizes.</summary>
internal static class WinnersWords
{
    /// <summary>Why nothing was drawn; null: it was.</summary>
    public static string? Of(this Texts texts, DrawOutcome outcome, int number) => outcome switch
    {
        DrawOutcome.Drawn => null,
        DrawOutcome.NotFound => texts["Winners.NoSuchDrawing", number],
        DrawOutcome.NotNow => texts["Winners.NotNow", number],
        DrawOutcome.WrongPublicValue wrong => texts[wrong.IsWanted ? "Winners.PublicValueWanted" : "Winners.PublicValueNotWanted", number],
        DrawOutcome.ListChanged => texts["Winners.ListChanged", number],
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    /// <summary>Why nothing is final; null: it is.</summary>
    public static string? Of(this Texts texts, FinalizeOutcome outcome, int number) => outcome switch
    {
        FinalizeOutcome.Done => null,
        FinalizeOutcome.AlreadyFinal => texts["Winners.AlreadyFinal", number],
        FinalizeOutcome.NotFound => texts["Winners.NoSuchDrawing", number],
        FinalizeOutcome.NotDrawn => texts["Winners.NotDrawn", number],
        FinalizeOutcome.Paused => texts["Winners.Paused"],
        FinalizeOutcome.Changed changed => texts.Count("Winners.Changed", changed.Winners),
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    /// <summary>Why nothing was decided; null: it was.</summary>
    public static string? Of(this Texts texts, JudgeOutcome outcome) => outcome switch
    {
        JudgeOutcome.Done => null,
        JudgeOutcome.NotFound => texts["Winners.NoSuchRank"],
        JudgeOutcome.NotNow => texts["Winners.JudgedMeanwhile"],
        JudgeOutcome.Redeemed => texts["Winners.RedeemedMeanwhile"],
        JudgeOutcome.StillInTime => texts["Winners.StillInTime"],
        JudgeOutcome.WasErased => texts["Winners.WasErased"],
        JudgeOutcome.HasWonAnother => texts["Winners.HasWonAnother"],
        _ => throw new InvalidOperationException($"There is no answer to {outcome}."),
    };

    public static string WrongNumber(this Texts texts) => texts["Winners.WrongNumber", SweepstakesTerms.MaxWinners];
}
