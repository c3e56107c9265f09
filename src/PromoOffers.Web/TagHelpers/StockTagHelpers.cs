using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary><c>&lt;bar part="38" of="500" class="bar-lg" /&gt;</c>: how much of it, as a drawing; the numbers stand beside it.</summary>
[HtmlTargetElement("bar", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BarTagHelper : TagHelper
{
    public long Part { get; set; }
    public long Of { get; set; }
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Bar(Part, Of, Class));
    }
}

/// <summary><c>&lt;stock left="38" of="500" low="50" /&gt;</c>: codes left of all, with the word Low or Out where it applies.</summary>
[HtmlTargetElement("stock", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StockTagHelper(Texts texts) : TagHelper
{
    public long Left { get; set; }
    public long Of { get; set; }

    /// <summary>Fewer than so many are low; null: never said, as for an offer that has ended.</summary>
    public long? Low { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (css, flag) = (Left, Low) switch
        {
            (_, null) => ("stock", null),
            (0, _) => ("stock stock-out", "Shared.StockOut"),
            _ when Left < Low => ("stock stock-low", "Shared.StockLow"),
            _ => ("stock", null),
        };
        var line = Markup.Element("span", "stock-line");
        line.InnerHtml.AppendHtml(Markup.Element("span", null, texts.Html("Shared.StockLeft", Markup.Element("b", null, Formats.Number(Left)), Formats.Number(Of))));
        if (flag is not null) line.InnerHtml.AppendHtml(Markup.Element("span", "flag", texts[flag]));
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", css);
        output.Content.AppendHtml(line).AppendHtml(Markup.Bar(Left, Of, null));
    }
}

/// <summary><c>&lt;dots part="3" of="5" /&gt;</c>: steps of a goal; above twelve only the numbers are shown.</summary>
[HtmlTargetElement("dots", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DotsTagHelper : TagHelper
{
    private const int Most = 12;
    private const int Step = 13;

    public long Part { get; set; }
    public long Of { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "text-nowrap");
        if (Of <= Most) output.Content.AppendHtml(Drawing()).Append(" ");
        output.Content.AppendHtml(Markup.Element("span", "num sub", $"{Formats.Number(Part)}/{Formats.Number(Of)}"));
    }

    private TagBuilder Drawing()
    {
        var svg = Markup.Element("svg", "dots");
        svg.Attributes["width"] = $"{(Of * Step) - 3}";
        svg.Attributes["height"] = "6";
        svg.Attributes["aria-hidden"] = "true";
        for (var i = 0; i < Of; i++)
        {
            var rect = Markup.Element("rect", i < Part ? "on" : null);
            (rect.Attributes["x"], rect.Attributes["width"], rect.Attributes["height"], rect.Attributes["rx"]) = ($"{i * Step}", "10", "6", "2");
            svg.InnerHtml.AppendHtml(rect);
        }
        return svg;
    }
}
