using Microsoft.AspNetCore.Html;

namespace PromoOffers.Web.Features.Shared;

public enum OfferTab { Overview, Participants, Winners, PromoCodes, Emails, Redemptions, History }

/// <summary>What stands above every part of an offer: where it is, what it is called, its state, and its tabs.</summary>
/// <param name="PublicId">As in its addresses.</param>
/// <param name="State">A state that a chip knows, such as <c>ApprovedWithDraft</c>.</param>
public sealed record OfferHeader(string PublicId, string Name, string Program, string State, OfferTab Current)
{
    public bool IsSweepstakes { get; init; }

    /// <summary>Short facts in one line, such as the goal and the end.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Buttons at the right.</summary>
    public Func<object?, IHtmlContent>? Actions { get; init; }

    /// <summary>The tabs that this person may open, and their addresses.</summary>
    internal IEnumerable<Tab> Tabs()
    {
        var root = $"~/offers/{PublicId}";
        yield return new(OfferTab.Overview, root);
        yield return new(OfferTab.Participants, $"{root}/participants");
        if (IsSweepstakes) yield return new(OfferTab.Winners, $"{root}/winners");
        yield return new(OfferTab.PromoCodes, $"{root}/codes");
        yield return new(OfferTab.Emails, $"{root}/emails");
        yield return new(OfferTab.Redemptions, $"{root}/redemptions");
        yield return new(OfferTab.History, $"{root}/history");
    }

    internal sealed record Tab(OfferTab Name, string Address);
}
