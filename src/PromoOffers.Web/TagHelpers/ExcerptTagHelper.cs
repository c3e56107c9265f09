using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary><c>&lt;excerpt of="problem.Excerpt" /&gt;</c>: a line around the place that is wrong, which is marked.</summary>
[HtmlTargetElement("excerpt", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ExcerptTagHelper(Texts texts) : TagHelper
{
    public IReadOnlyList<ExcerptPart> Of { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "code";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "excerpt");
        foreach (var part in Of)
        {
            var shown = Markup.VisibleCode(part.Text, texts);
            output.Content.AppendHtml(part.Wrong ? Markup.Element("span", "ch-bad", shown) : shown);
        }
    }
}
