using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Shared;

namespace PromoOffers.Web.Features.Participants;

/// <summary>What the address of the list says.</summary>
public sealed record ParticipantListForm
{
    public ParticipantFilter Show { get; init; }
    public ParticipantSort Sort { get; init; }
    public bool Asc { get; init; }

    /// <summary>What is searched for.</summary>
    public string? Q { get; init; }

    /// <summary>Entry id of the one whose friends are listed; null: everybody.</summary>
    public string? By { get; init; }

    /// <summary>Where the page begins (<see cref="PageEdge"/>).</summary>
    public string? At { get; init; }

    /// <summary>As route values; what is usual is left out of the address.</summary>
    public RouteValueDictionary Route(string offerId)
    {
        var values = new RouteValueDictionary { ["offerId"] = offerId };
        if (Show != ParticipantFilter.All) values["show"] = Show;
        if (Sort != ParticipantSort.Joined) values["sort"] = Sort;
        if (Asc) values["asc"] = "true";
        if (!string.IsNullOrWhiteSpace(Q)) values["q"] = Q;
        if (By is not null) values["by"] = By;
        if (At is not null) values["at"] = At;
        return values;
    }

    /// <summary>The same list from its start in the order of this column; a second time, the other way round.</summary>
    public ParticipantListForm SortedBy(ParticipantSort sort) => this with { Sort = sort, Asc = Sort == sort ? !Asc : sort == ParticipantSort.Name, At = null };
}

/// <param name="Referrer">Whose friends are listed; null: everybody.</param>
/// <param name="Whole">Whether names and addresses are shown unmasked.</param>
public sealed record ParticipantListPage(
    OfferSummary Offer, OfferHeader Header, OfferCounts Counts, ParticipantListForm Form, ParticipantPage Page, ReferrerName? Referrer, bool Whole)
{
    public bool IsWholeList => string.IsNullOrWhiteSpace(Form.Q) && Form.By is null && Form.At is null;

    /// <summary>Key of the text that says what may be searched by; null: nothing.</summary>
    /// <param name="codes">Whether codes may be.</param>
    public string? SearchText(bool codes) => (Whole, codes) switch
    {
        (true, true) => "Participants.SearchWithCode",
        (true, false) => "Participants.Search",
        (false, true) => "Participants.SearchCode",
        _ => null,
    };

    public int CountOf(ParticipantFilter filter) => filter switch
    {
        ParticipantFilter.All => Counts.Participants,
        ParticipantFilter.GoalMet => Counts.GoalMet,
        ParticipantFilter.Awaiting => Counts.Awaiting,
        ParticipantFilter.CodeSent => Counts.CodeSent,
        ParticipantFilter.Redeemed => Counts.HaveRedeemed,
    };

    public Person Person(ParticipantRow row) => Participants.Person.Shown(row.FirstName, row.LastName, row.Email, Whole);

    public Person Person(ReferrerName referrer) => Participants.Person.Shown(referrer.FirstName, referrer.LastName, referrer.Email, Whole);
}

public sealed record ParticipantCodesPage(OfferSummary Offer, OfferHeader Header, CodesOfParticipant Given, Person Person);

/// <summary>A head of a column that sorts by it.</summary>
/// <param name="Text">Key of what it says.</param>
public sealed record SortedColumn(ParticipantListPage Page, ParticipantSort Sort, string Text, string Css = "")
{
    public bool IsCurrent => Page.Form.Sort == Sort;

    public string? Direction => !IsCurrent ? null : Page.Form.Asc ? "ascending" : "descending";
}

public sealed record ParticipantListRow(ParticipantListPage Page, ParticipantRow Row);

public sealed record CodeOfParticipant(ParticipantCodesPage Page, CodeGiven Code);
