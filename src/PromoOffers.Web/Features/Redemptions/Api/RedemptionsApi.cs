using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Redemptions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;
using PromoOffers.Web.Features.Access.Api;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.Redemptions.Api;

/// <summary>What was redeemed, to be read again.</summary>
[Route(Root), Tags("Redemptions"), Produces(Json)]
public sealed class RedemptionsApi(PromoOffersDb db, NoteRedemptions note) : ApiController
{
    [HttpGet("redemptions"), Needs(ApiScope.Redeem)]
    [EndpointName("listRedemptions"), EndpointSummary("List redemptions, the newest first")]
    [EndpointDescription("Codes are in full with the scope prizes alone, which the audit trail notes.")]
    [ProducesResponseType<Page<RedemptionAnswer>>(200), ProducesResponseType<ApiProblem>(400)]
    public async Task<IActionResult> List(
        [StringLength(Redemption.MaxOrderIdLength)] string? orderId, string? cursor, [Range(1, LargestPage)] int? limit, CancellationToken cancel)
    {
        if (!Cursor.TryRead(cursor, out var before)) return InvalidRequest.Answer("cursor", "This is no cursor of the list.");
        var size = limit ?? PageSize;
        var redemptions = db.Redemptions.Where(r => (orderId == null || r.OrderId == orderId) && (before == null || r.Id < before));
        var rows = await Rows(redemptions.OrderByDescending(r => r.Id).Take(size + 1)).ToListAsync(cancel);
        await Note([.. rows.Take(size)], cancel);
        return Answer(Paged.Of(rows, size, r => r.Redemption.Id, Shown));
    }

    [HttpGet("redemptions/{id}"), Needs(ApiScope.Redeem)]
    [EndpointName("readRedemption"), EndpointSummary("Read a redemption")]
    [ProducesResponseType<RedemptionAnswer>(200), ProducesResponseType<ApiProblem>(404)]
    public async Task<IActionResult> Show(string id, CancellationToken cancel)
    {
        if (await Rows(db.Redemptions.Where(r => r.PublicId == id)).SingleOrDefaultAsync(cancel) is not { } row) return Problem(404, "redemption_not_found");
        await Note([row], cancel);
        return Answer(Shown(row));
    }

    /// <summary>Codes leave in full with the scope prizes alone, each answer noted before it leaves: an entry for each offer in it.</summary>
    private async Task Note(IReadOnlyCollection<Row> rows, CancellationToken cancel)
    {
        if (!User.HasScope(ApiScope.Prizes)) return;
        foreach (var offer in rows.CountBy(r => r.Redemption.OfferId)) await note.Run("redemption.viewed", offer.Key, offer.Value, User.ProgramActor(), cancel);
    }

    private IQueryable<Row> Rows(IQueryable<Redemption> redemptions) =>
        from redemption in redemptions.AsNoTracking()
        join code in db.PromoCodes on redemption.CodeId equals code.Id
        join offer in db.Offers on redemption.OfferId equals offer.Id
        orderby redemption.Id descending
        select new Row(redemption, code.Code, offer.PublicId, offer.Name);

    private RedemptionAnswer Shown(Row row) => RedemptionAnswer.Of(
        row.Redemption, new OfferAnswer(row.OfferId, row.OfferName),
        code: User.HasScope(ApiScope.Prizes) ? Encoding.ASCII.GetString(row.Code) : MaskedCode.Of(row.Code));

    private sealed record Row(Redemption Redemption, byte[] Code, string OfferId, string OfferName);
}
