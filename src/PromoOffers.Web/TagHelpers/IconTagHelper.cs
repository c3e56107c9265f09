using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PromoOffers.Web.TagHelpers;

/// <summary><c>&lt;icon name="upload" size="sm" /&gt;</c>: a drawing of wwwroot/icons.svg.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Without <c>i-</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>sm</c>, <c>lg</c>, or null for that of the text.</summary>
    public string? Size { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Icon(ViewContext.PathBase(), Name, Size));
    }
}
