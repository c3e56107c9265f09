using System.ComponentModel.DataAnnotations;
using System.Text;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Features.Shared;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Redemptions;

/// <summary>What the address of the list says.</summary>
public sealed record RedemptionListForm
{
    public RedemptionFilter Show { get; init; }

    /// <summary>What is searched for.</summary>
    public string? Q { get; init; }

    /// <summary>Id of the last row of the page before; null: the first page.</summary>
    public long? Before { get; init; }

    public RedemptionQuery Query(int? offerId, RedemptionView view) => new(offerId) { Filter = Show, Search = Q, ByCode = view.Codes, Before = Before };

    /// <summary>As route values; what is usual is left out of the address.</summary>
    public RouteValueDictionary Route(string? offerId)
    {
        var values = new RouteValueDictionary { ["offerId"] = offerId };
        if (Show != RedemptionFilter.All) values["show"] = Show;
        if (!string.IsNullOrWhiteSpace(Q)) values["q"] = Q;
        if (Before is not null) values["before"] = Before;
        return values;
    }
}

/// <summary>How much of a redemption somebody may see.</summary>
/// <param name="Codes">With Access Prizes: in full.</param>
/// <param name="People">With View Personal Data: names and addresses unmasked.</param>
/// <param name="Zone">IANA name of the zone whose clocks are read.</param>
public sealed record RedemptionView(bool Codes, bool People, string Zone)
{
    public string Code(CodeOwner owner) => Codes ? Encoding.ASCII.GetString(owner.Code) : MaskedCode.Of(owner.Code);

    public Person Person(CodeOwner owner) => Participants.Person.Shown(owner.FirstName, owner.LastName, owner.Email, People);

    /// <summary>Null: the shop did not say.</summary>
    public static string? Amount(long? amount, string? currency) => amount is { } minor && currency is not null ? Formats.Money(minor, currency) : null;
}

/// <param name="Offer">Null: the list of all offers.</param>
public sealed record RedemptionListPage(OfferSummary? Offer, OfferHeader? Header, RedemptionListForm Form, RedemptionView View, RedemptionCounts Counts)
{
    public IReadOnlyList<UseRow> Rows { get; init; } = [];

    /// <summary>Id of the last row where more follow; null: none do.</summary>
    public long? Next { get; init; }
    public bool HasShop { get; init; }
    public bool IsEmpty => Counts is { Redeemed: 0, RolledBack: 0, Conflicts: 0 };
}

/// <summary>A row of the list: a redemption, or a conflict beside one.</summary>
/// <param name="Id">Public id of the redemption it leads to; null: there is none.</param>
/// <param name="Note">Under the chip; null: nothing more is to say.</param>
public sealed record UseRow(string? Id, CodeOwner Owner, string OrderId, string? Amount, DateTime At, string RecordedBy, string State, string? Note)
{
    public static UseRow Of(RedemptionRow row, Texts texts)
    {
        var redemption = row.Redemption;
        var note = row.Conflicts.Count > 0 ? texts.Count("Redemptions.OtherOrders", row.Conflicts.Count)
            : redemption.ReportedAt is not null ? texts["Redemptions.Afterwards"] : null;
        return new(
            redemption.PublicId, row.Owner, redemption.OrderId, RedemptionView.Amount(redemption.Amount, redemption.Currency), redemption.RedeemedAt,
            redemption.RecordedBy, StateOf(redemption), note);
    }

    public static string StateOf(Redemption redemption) => redemption.RolledBackAt is null ? "Redeemed" : "RolledBack";

    public static UseRow Of(ConflictRow row, Texts texts)
    {
        var conflict = row.Conflict;
        return new(
            row.LiveId, row.Owner, conflict.OrderId, RedemptionView.Amount(conflict.Amount, conflict.Currency), conflict.RedeemedAt,
            conflict.RecordedBy, "Conflict", row.LiveOrderId is { } live ? texts["Redemptions.HasOrder", live] : texts["Redemptions.HasNoOrder"]);
    }
}

public sealed record RedemptionPage(RedemptionRow Row, RedemptionView View, RollbackForm Form)
{
    public Redemption Redemption => Row.Redemption;

    /// <summary>As its chip knows it.</summary>
    public string State => UseRow.StateOf(Redemption);
}

public sealed record RollbackForm
{
    [Required, StringLength(Redemption.MaxReasonLength)]
    public string? Reason { get; init; }
}
