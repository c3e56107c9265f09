using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Web.Features.Shared.Api;

namespace PromoOffers.Web.Features.PromoCodes.Api;

/// <summary>A body of codes, plain text, as large as the setting allows; it is never bound, only read.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CodesBodyAttribute() : BodyLimitAttribute(UploadLimits.DefaultMaxBytes), IPlainTextBody
{
    protected override long Bytes(HttpContext context) => context.RequestServices.GetRequiredService<UploadLimits>().MaxBytes;

    public override void OnResourceExecuting(ResourceExecutingContext context)
    {
        base.OnResourceExecuting(context);
        var isText = MediaTypeHeaderValue.TryParse(context.HttpContext.Request.ContentType, out var type) && type.MediaType == IPlainTextBody.MediaType;
        if (!isText) context.Result = ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType).Answer();
    }
}
