using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Features.Access;
using PromoOffers.Web.Features.Shared;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>The Promo Codes tab of an offer.</summary>
/// <param name="Next">The file before which the next page begins; null: this is the last.</param>
public sealed record CodesPage(
    OfferSummary Offer, OfferHeader Header, OfferOverview Overview, IReadOnlyList<CodeFileRow> Files, int? Next,
    IReadOnlyList<FileReport> HeldBack, WaitingAwards Waiting, DateOnly Today)
{
    public OfferCounts Counts => Overview.Counts;

    public bool IsLow => Overview.Forecast.IsLow(Offer.Terms.LowStockBelow);
}

/// <summary>Those who wait for a code of an offer.</summary>
/// <param name="Count">Prizes that wait.</param>
/// <param name="People">Who waits, each counted once.</param>
/// <param name="First">Those who have waited longest.</param>
/// <param name="Automatic">The offer sends by itself: the box to send to them is ticked.</param>
public sealed record WaitingAwards(string OfferId, int Count, int People, IReadOnlyList<WaitingAward> First, bool Automatic);

/// <summary>One file, alone on its page.</summary>
public sealed record CodeFilePage(OfferSummary Offer, OfferHeader Header, FileReport Report);

/// <summary>What a person is told of a file.</summary>
/// <param name="ShowsLines">Lines are shown: to those who may see codes, and to whoever uploaded the file.</param>
/// <param name="MayDecide">Whether its codes are kept, discarded or removed.</param>
public sealed record FileReport(OfferSummary Offer, CodeFileTold Told, WaitingAwards Waiting, bool ShowsLines, bool MayDecide)
{
    public CodeFile File => Told.File;

    public CodeFileReport Found => File.Report ?? new CodeFileReport();

    /// <summary>Address of the file.</summary>
    public string Path => $"~/offers/{Offer.PublicId}/codes/{File.PublicId}";

    /// <summary>What its headings and forms are called on a page.</summary>
    public string Mark(string part) => $"{part}-{File.PublicId}";

    public string OfferNamed(int id) => Told.Offers.GetValueOrDefault(id, "");

    /// <summary>Good lines of a file that was rejected.</summary>
    public long GoodLines => File.Lines - File.EmptyLines - Found.Problems.Count;

    public static FileReport For(System.Security.Claims.ClaimsPrincipal user, OfferSummary offer, CodeFileTold told, WaitingAwards waiting) =>
        new(offer, told, waiting, MayReadLines(user, told.File), user.Has(Permission.UploadCodes));

    /// <summary>Whether lines of a file are shown to somebody else than its uploader, which is noted.</summary>
    public static bool IsToBeNoted(System.Security.Claims.ClaimsPrincipal user, CodeFile file) =>
        file.Report is { Listed: > 0 } && MayReadLines(user, file) && file.UploadedById != user.Id();

    public static bool MayReadLines(System.Security.Claims.ClaimsPrincipal user, CodeFile file) =>
        user.Has(Permission.AccessPrizes) || (user.Has(Permission.UploadCodes) && file.UploadedById == user.Id());
}
