namespace PromoOffers.Domain.Draws;

/// <param name="Rank">From 1.</param>
public sealed record Decision(int Rank, RecordAct Act, bool AfterFinal);

/// <summary>
/// Who wins. Until a drawing is final: the first in the drawn order who are not disqualified, as many as there are prizes. Afterwards
/// nothing is taken from anybody but by a disqualification: the next alternate moves up, and whoever is reinstated wins beside them.
/// </summary>
public static class Standing
{
    /// <param name="ranks">How many were drawn.</param>
    /// <param name="winners">How many win.</param>
    /// <param name="record">In its order.</param>
    /// <returns>By rank, from the first drawn on.</returns>
    public static IReadOnlyList<Outcome> Of(int ranks, int winners, IReadOnlyList<Decision> record)
    {
        var outcomes = new Outcome[ranks];
        Array.Fill(outcomes, Outcome.Alternate);
        foreach (var decision in record.Where(d => !d.AfterFinal))
            outcomes[decision.Rank - 1] = decision.Act == RecordAct.Disqualified ? Outcome.Disqualified : Outcome.Alternate;
        MoveUp(outcomes, winners);
        foreach (var decision in record.Where(d => d.AfterFinal)) Follow(outcomes, winners, decision);
        return outcomes;
    }

    private static void MoveUp(Outcome[] outcomes, int count)
    {
        for (var rank = 0; rank < outcomes.Length && count > 0; rank++)
        {
            if (outcomes[rank] != Outcome.Alternate) continue;
            outcomes[rank] = Outcome.Won;
            count--;
        }
    }

    private static void Follow(Outcome[] outcomes, int winners, Decision decision)
    {
        var before = outcomes[decision.Rank - 1];
        if (decision.Act == RecordAct.Disqualified)
        {
            outcomes[decision.Rank - 1] = Outcome.Disqualified;
            if (before == Outcome.Won) MoveUp(outcomes, 1);
        }
        else if (before == Outcome.Disqualified)
        {
            var wasPassedOver = outcomes.AsSpan(decision.Rank).Contains(Outcome.Won) || outcomes.Count(o => o == Outcome.Won) < winners;
            outcomes[decision.Rank - 1] = wasPassedOver ? Outcome.Won : Outcome.Alternate;
        }
    }
}
