using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Features.Access;

namespace PromoOffers.Web.TagHelpers;

/// <summary><c>permission="UploadCodes"</c> on any element: who does not hold it does not get the element.</summary>
/// <remarks>What a person may not do is not offered; that they cannot do it is decided in the action.</remarks>
[HtmlTargetElement(Attributes = "permission")]
public sealed class PermissionTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public Permission Permission { get; set; }

    // First, so that nothing else runs for what is not shown.
    public override int Order => int.MinValue;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!ViewContext.HttpContext.User.Has(Permission)) output.SuppressOutput();
    }
}
