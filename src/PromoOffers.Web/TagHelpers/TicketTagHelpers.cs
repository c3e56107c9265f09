using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary>
/// <c>&lt;ticket code="@code" small&gt;stub&lt;/ticket&gt;</c>: one code. What stands inside is the stub; with nothing inside,
/// the stub is a button that copies the exact code.
/// </summary>
[HtmlTargetElement("ticket")]
public sealed class TicketTagHelper(Texts texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Code { get; set; } = "";

    /// <summary>A line above the code.</summary>
    public string? Caption { get; set; }
    public bool Small { get; set; }

    /// <summary>On the accent colour; on public pages only.</summary>
    public bool Solid { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var stub = await output.GetChildContentAsync();
        var id = $"code-{context.UniqueId}";
        var css = output.Attributes["class"]?.Value.ToString();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"ticket{(Small ? " ticket-sm" : "")}{(Solid ? " ticket-solid" : "")} {css}".TrimEnd());

        var code = Markup.Element("span", "ticket-code", Markup.VisibleCode(Code, texts));
        code.Attributes["id"] = id;
        code.Attributes["data-value"] = Code;
        var body = Markup.Element("div", "ticket-body");
        if (Caption is not null) body.InnerHtml.AppendHtml(Markup.Element("span", "sub d-block mb-1", Caption));
        body.InnerHtml.AppendHtml(code);
        output.Content.AppendHtml(body)
            .AppendHtml(Markup.Element("div", "ticket-stub", stub.IsEmptyOrWhiteSpace ? CopyButton(id) : stub));
    }

    private TagBuilder CopyButton(string id)
    {
        var button = Markup.Element("button", "btn btn-bare btn-sm btn-icon", Markup.Icon(ViewContext.PathBase(), "copy"));
        button.Attributes["type"] = "button";
        button.Attributes["aria-label"] = texts["Shared.CopyCode"];
        button.Attributes["data-copy"] = id;
        button.Attributes["data-copied"] = texts["Shared.CodeCopied"];
        return button;
    }
}

/// <summary><c>&lt;exact-code value="@code" /&gt;</c>: a code within a table or a sentence, its white space made visible.</summary>
[HtmlTargetElement("exact-code", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ExactCodeTagHelper(Texts texts) : TagHelper
{
    public string Value { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "code";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "text-nowrap");
        output.Content.SetHtmlContent(Markup.VisibleCode(Value, texts));
    }
}

/// <summary><c>&lt;copy-box id="link" value="@url" label="…" copied="…" /&gt;</c>: an address to take along, with its Copy button.</summary>
[HtmlTargetElement("copy-box", TagStructure = TagStructure.WithoutEndTag)]
public sealed class CopyBoxTagHelper(Texts texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Id { get; set; } = "";
    public string Value { get; set; } = "";
    public string Label { get; set; } = "";

    /// <summary>What is said once it is copied.</summary>
    public string? Copied { get; set; }

    /// <summary>Whether Copy is the one thing to do on this page.</summary>
    public bool Primary { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var label = Markup.Element("label", "form-label", Label);
        label.Attributes["for"] = Id;
        var input = Markup.Element("input", "form-control");
        input.TagRenderMode = TagRenderMode.SelfClosing;
        (input.Attributes["id"], input.Attributes["value"], input.Attributes["readonly"]) = (Id, Value, "readonly");
        var button = Markup.Element("button", Primary ? "btn btn-primary" : "btn btn-quiet", Markup.Icon(ViewContext.PathBase(), "copy"));
        button.InnerHtml.Append(texts["Shared.Copy"]);
        button.Attributes["type"] = "button";
        button.Attributes["data-copy"] = Id;
        button.Attributes["data-copied"] = Copied ?? texts["Shared.LinkCopied"];
        var box = Markup.Element("div", "copybox", input);
        box.InnerHtml.AppendHtml(button);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.AppendHtml(label).AppendHtml(box);
    }
}
