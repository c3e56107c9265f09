using System.ComponentModel.DataAnnotations;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Features.Shared;

namespace PromoOffers.Web.Features.Draws;

/// <summary>How many win in each drawing that waits, and that it is meant.</summary>
public sealed class PickForm
{
    /// <summary>Drawings that are picked at once.</summary>
    public const int Most = 50;

    public List<PickRow> Drawings { get; set; } = [];
    public bool Ready { get; set; }
}

public sealed class PickRow
{
    public int Number { get; set; }

    /// <summary>Null: this drawing is picked later.</summary>
    [Range(1, SweepstakesTerms.MaxWinners)]
    public int? Winners { get; set; }

    [StringLength(Drawing.MaxPublicValueLength)]
    public string? PublicValue { get; set; }
}

/// <summary>What the address of the tab says beside the drawing.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Judge">The rank about which something is being decided; null: none.</param>
public sealed record WinnersView(int Page = 1, int? Judge = null);

/// <summary>Codes there are for those who win next.</summary>
/// <param name="Free">In stock.</param>
/// <param name="Waiting">Awards that get theirs first.</param>
/// <param name="UseCodes">Whether a mail carries a code at all.</param>
public sealed record WinnersStock(long Free, int Waiting, bool UseCodes)
{
    /// <summary>Mails that leave at once; where others wait already, nobody is put before them.</summary>
    public int SentOf(int winners) => !UseCodes ? winners : Waiting > 0 ? 0 : (int)Math.Min(Free, winners);

    public int WaitOf(int winners) => winners - SentOf(winners);
}

/// <summary>The Winners tab: one drawing of a sweepstakes, and where it stands.</summary>
/// <param name="Drawings">All, by their number.</param>
/// <param name="Current">Null: there are none yet.</param>
/// <param name="MayPick">Proposed winners are shown to those alone who may pick them.</param>
/// <param name="Whole">Whether names and addresses are shown unmasked.</param>
public sealed record WinnersTab(
    OfferSummary Offer, OfferHeader Header, IReadOnlyList<Drawing> Drawings, Drawing? Current, DateTime Now, bool MayPick, bool Whole)
{
    public required WinnersView View { get; init; }
    public required WinnersStock Stock { get; init; }

    /// <summary>Null: not drawn, or not to be seen yet.</summary>
    public WinnersPage? List { get; init; }

    /// <summary>Winners of this drawing who wait for a code.</summary>
    public int Waiting { get; init; }

    /// <summary>Who was passed over for having won another drawing.</summary>
    public int LeftOut { get; init; }

    /// <summary>Null: nothing is to be picked here.</summary>
    public PickForm? Form { get; init; }

    public Drawing Drawing => Current!;
    public string Zone => Offer.Zone;
    public SweepstakesTerms Terms => Offer.Terms.Sweepstakes!;
    public string Root => $"~/offers/{Offer.PublicId}/winners";
    public string PublicPage => $"~/o/{Offer.Slug}/draws/{Drawing.Number}";
    public bool IsFinal => Drawing.IsFinal;

    public int Won => List?.Won ?? 0;

    public Person Person(WinnerRow row) => Participants.Person.Shown(row.FirstName, row.LastName, row.Email, Whole);

    public Drawing Of(PickRow row) => Drawings.Single(d => d.Number == row.Number);

    /// <summary>How many would win of those that are filled in.</summary>
    public int Wanted => Form?.Drawings.Sum(d => Math.Min(d.Winners ?? 0, Of(d).Entrants)) ?? 0;
}

/// <summary>One line of the list.</summary>
public sealed record WinnerLine(WinnersTab Tab, WinnerRow Row)
{
    public Person Person => Tab.Person(Row);
    public bool IsErased => Row.Email is null;
    public bool IsOut => Row.Place.Outcome == Outcome.Disqualified;
    public bool IsJudged => Tab.MayPick && Tab.View.Judge == Row.Place.Rank;
    public bool IsOverdue => Row.IsOverdue(Tab.Terms.RedeemWithinDays, Tab.Now);
    public string Anchor => $"rank-{Row.Place.Rank}";
    public string JudgeLink => $"{Tab.Root}/{Tab.Drawing.Number}?page={Tab.List!.Number}&judge={Row.Place.Rank}#decision";
    public string Back => $"{Tab.Root}/{Tab.Drawing.Number}?page={Tab.List!.Number}#{Anchor}";
    public string Action(string verb) => $"{Tab.Root}/{Tab.Drawing.Number}/{Row.Place.Rank}/{verb}";
    public int Columns => Tab.IsFinal ? 6 : 5;
}
