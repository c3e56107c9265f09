using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Web.Features.Participants;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Draws;

/// <summary>A drawing that is over, as everybody may see it.</summary>
/// <param name="Winners">First names and initials; empty where the rules show none, or it is not final.</param>
public sealed record PastDrawing(Drawing Drawing, IReadOnlyList<string> Winners);

/// <summary>The drawings of a sweepstakes as everybody may see them.</summary>
/// <param name="Open">The one that can be entered now; null: none.</param>
/// <param name="Next">The one that opens next; null: none.</param>
/// <param name="Past">The latest first.</param>
public sealed record PublicDraws(Drawing? Open, Drawing? Next, IReadOnlyList<PastDrawing> Past)
{
    public static readonly PublicDraws None = new(null, null, []);
}

public sealed class ReadPublicDraws(PromoOffersDb db)
{
    private const int PastShown = 10;
    private const int WinnersShown = 100;

    public async Task<PublicDraws> Run(int offerId, DateTime now, CancellationToken cancel)
    {
        var all = db.Drawings.AsNoTracking().Where(d => d.OfferId == offerId);
        var open = await all.SingleOrDefaultAsync(d => d.State == DrawingState.Scheduled && d.OpensAt <= now && d.ClosesAt > now, cancel);
        var next = await all.Where(d => d.OpensAt > now).OrderBy(d => d.Number).FirstOrDefaultAsync(cancel);
        var past = await all.Where(d => d.ClosesAt <= now).OrderByDescending(d => d.Number).Take(PastShown).ToListAsync(cancel);
        var names = await Winners(offerId, past, cancel);
        return new(open, next, [.. past.Select(d => new PastDrawing(d, [.. names[d.Id]]))]);
    }

    /// <summary>In the order of the alphabet, which says nothing of whose which entry is.</summary>
    private async Task<ILookup<int, string>> Winners(int offerId, List<Drawing> past, CancellationToken cancel)
    {
        var terms = await db.Offers.Where(o => o.Id == offerId).Select(o => o.Approved!.Terms).SingleAsync(cancel);
        var final = terms.Sweepstakes is { ShowsWinners: true } ? past.Where(d => d.IsFinal).Select(d => d.Id).ToList() : [];
        if (final.Count == 0) return Array.Empty<int>().ToLookup(i => i, _ => "");
        var people = await (
            from winner in db.Winners
            join person in db.Participants on winner.ParticipantId equals person.Id
            where final.Contains(winner.DrawingId) && winner.Outcome == Outcome.Won && person.ErasedAt == null && person.FirstName != ""
            orderby winner.Rank
            select new { winner.DrawingId, person.FirstName, person.LastName }).Take(WinnersShown).ToListAsync(cancel);
        return people.Select(p => (p.DrawingId, Name: Person.Shown(p.FirstName, p.LastName, null, whole: false).Name))
            .OrderBy(p => p.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).ToLookup(p => p.DrawingId, p => p.Name);
    }
}

/// <param name="Page">The form.</param>
public sealed record PublicDrawPage(PublicPage Page, PublicDraws Draws, DateTime Now)
{
    public PublicOffer Offer => Page.Offer;
    public SweepstakesTerms Terms => Offer.Terms.Sweepstakes!;
    public TimeSpan Left => Draws.Open is { } open ? open.ClosesAt - Now : TimeSpan.Zero;
    public string Zone => Offer.Terms.TimeZone;

    /// <summary>Their names, as the reader's language has them.</summary>
    public IReadOnlyList<string> Countries => [.. Terms.Countries.Select(Country)];

    public static string Country(string code)
    {
        try
        {
            return new RegionInfo(code).DisplayName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    public string Until(DateTime closesAt) => Formats.Until(closesAt, Zone);
}

/// <summary>A drawing whose seed is fixed; the offer's page says by which fingerprint.</summary>
public sealed record CommittedDrawing(PublicOffer Offer, Drawing Drawing);
