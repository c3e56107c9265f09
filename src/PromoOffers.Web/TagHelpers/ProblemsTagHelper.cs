using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PromoOffers.Web.TagHelpers;

/// <summary><c>&lt;problems /&gt;</c>: what is wrong with the whole form; what is wrong with one field stands under it.</summary>
[HtmlTargetElement("problems", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProblemsTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var problems = ViewContext.ModelState.TryGetValue("", out var entry) ? entry.Errors : [];
        if (problems.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice bad");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.AppendHtml(Markup.Icon(ViewContext.PathBase(), "error"));
        foreach (var problem in problems) output.Content.AppendHtml(Markup.Element("p", null, problem.ErrorMessage));
    }
}

/// <summary><c>&lt;notice kind="warn" title="…"&gt;What to do.&lt;/notice&gt;</c>: something to know on this page.</summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary><c>good</c>, <c>warn</c>, <c>bad</c> or <c>info</c>.</summary>
    public string Kind { get; set; } = "info";

    /// <summary>The fact; what to do about it stands inside.</summary>
    public string? Title { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"notice {Kind} {output.Attributes["class"]?.Value}".TrimEnd());
        output.Content.AppendHtml(Markup.Icon(ViewContext.PathBase(), Kind switch { "good" => "ok", "warn" => "warning", "bad" => "error", _ => "info" }));
        if (Title is not null) output.Content.AppendHtml(Markup.Element("strong", null, Title));
        output.Content.AppendHtml(content);
    }
}
