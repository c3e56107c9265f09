using Microsoft.AspNetCore.Mvc;
using PromoOffers.Data.Offers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>Where a file of codes is chosen.</summary>
/// <param name="FileId">What the file will be called in addresses, where no script chooses another.</param>
/// <param name="Alone">It is a form of its own; otherwise it stands within another form, and a script sends the file.</param>
public sealed record UploadBox(string OfferId, string FileId, WaitingAwards Waiting, long MaxBytes, bool Alone)
{
    // By their whole paths: the box also stands in pages of other features.
    public static string SendBoxView => "/Features/PromoCodes/_SendBox.cshtml";
    public static string RulesView => "/Features/PromoCodes/_Rules.cshtml";
    public static string ProgressView => "/Features/PromoCodes/_Progress.cshtml";
}

/// <param name="Id">Of the box, or of the file on whose page the answer is given; null: on the tab.</param>
/// <param name="Form">Id of the form.</param>
public sealed record SendBox(WaitingAwards Waiting, string? Id, string Form);

/// <summary>Upload Codes, on the Promo Codes tab and within the draft editor.</summary>
public sealed class UploadCodesViewComponent(ReadOffer offers, ReadCodeFiles files, UploadLimits limits) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string offerId, bool alone)
    {
        var offer = await offers.Run(offerId, HttpContext.RequestAborted) ?? throw new RuleBroken("There is no such offer.");
        var (prizes, people) = await files.Waiting(offer.Id, HttpContext.RequestAborted);
        var waiting = new WaitingAwards(offerId, prizes, people, [], offer.Terms.Delivery == FulfillmentDelivery.Automatic);
        return View("/Features/PromoCodes/_UploadCodes.cshtml", new UploadBox(offerId, PublicId.New(), waiting, limits.MaxBytes, alone));
    }
}
