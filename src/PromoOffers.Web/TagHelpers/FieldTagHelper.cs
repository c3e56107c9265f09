using System.Net;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary>
/// <c>&lt;field for="Email" label="…" hint="…" type="email" autocomplete="username" /&gt;</c>: a field with its label, its hint
/// and its error, joined by aria-describedby. Further attributes go to the input itself; class goes to what surrounds it.
/// What stands inside goes to the right of the label.
/// </summary>
/// <remarks>
/// <c>type</c>: text, email, password, new-password, number, url, date, datetime-local, color, file, textarea, select,
/// checkbox or switch. A password has a button that shows it.
/// </remarks>
[HtmlTargetElement("field", Attributes = "for")]
public sealed class FieldTagHelper(IHtmlGenerator generator, Texts texts) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;
    public string Label { get; set; } = "";

    /// <summary>A line of help under the field; null: none.</summary>
    public string? Hint { get; set; }

    /// <summary>The same with markup in it.</summary>
    public IHtmlContent? HintHtml { get; set; }
    public string Type { get; set; } = "text";
    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Says "optional" beside the label.</summary>
    public bool Optional { get; set; }

    private string Id => TagBuilder.CreateSanitizedId(Name, "_");
    private string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);

    private string? Error =>
        ViewContext.ModelState.TryGetValue(Name, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    private bool HasHint => Hint is not null || HintHtml is not null;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var aside = await output.GetChildContentAsync();
        var css = output.Attributes["class"]?.Value.ToString();
        var attributes = InputAttributes(output);
        output.Attributes.Clear();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Type is "checkbox" or "switch") WriteCheck(output, css, attributes);
        else WriteField(output, css, attributes, aside);
        if (Error is { } error) output.Content.AppendHtml(ErrorLine(error));
    }

    private void WriteField(TagHelperOutput output, string? css, Dictionary<string, object?> attributes, TagHelperContent aside)
    {
        if (!string.IsNullOrEmpty(css)) output.Attributes.SetAttribute("class", css);
        output.Content.AppendHtml(aside.IsEmptyOrWhiteSpace ? LabelTag("form-label") : LabelWith(aside));
        output.Content.AppendHtml(Type is "password" or "new-password" ? WithReveal(Input(attributes)) : Input(attributes));
        if (HasHint) output.Content.AppendHtml(HintLine("p", "form-text mb-0"));
    }

    private void WriteCheck(TagHelperOutput output, string? css, Dictionary<string, object?> attributes)
    {
        attributes["class"] = $"form-check-input{(Error is null ? "" : " is-invalid")}";
        if (Type == "switch") attributes["role"] = "switch";
        output.Attributes.SetAttribute("class", $"form-check{(Type == "switch" ? " form-switch" : "")} {css}".TrimEnd());
        var label = LabelTag("form-check-label");
        if (HasHint) label.InnerHtml.Append(" ").AppendHtml(HintLine("span", "sub d-block"));
        var input = generator.GenerateCheckBox(ViewContext, For.ModelExplorer, For.Name, For.Model as bool?, attributes);
        // The second value that says "no" where the box is not ticked; a browser sends nothing for it otherwise.
        var no = generator.GenerateHiddenForCheckbox(ViewContext, For.ModelExplorer, For.Name);
        output.Content.AppendHtml(input).AppendHtml(label).AppendHtml(no);
    }

    private Dictionary<string, object?> InputAttributes(TagHelperOutput output)
    {
        var attributes = output.Attributes.Where(a => a.Name != "class")
            .ToDictionary(a => a.Name, a => (object?)(a.ValueStyle == HtmlAttributeValueStyle.Minimized ? a.Name : Plain(a.Value)));
        attributes["class"] = $"{(Type == "select" ? "form-select" : "form-control")}{(Error is null ? "" : " is-invalid")}{(Type == "number" ? " num" : "")}";
        var described = string.Join(' ', new[] { HasHint ? $"{Id}-hint" : null, Error is null ? null : $"{Id}-error" }.OfType<string>());
        if (described.Length > 0) attributes["aria-describedby"] = described;
        if (Error is not null) attributes["aria-invalid"] = "true";
        return attributes;
    }

    /// <summary>What a view wrote into an attribute is encoded already, and the input encodes it again.</summary>
    private static string? Plain(object value) => value is IHtmlContent ? WebUtility.HtmlDecode(value.ToString()) : value.ToString();

    private TagBuilder Input(Dictionary<string, object?> attributes)
    {
        switch (Type)
        {
            case "textarea":
                return generator.GenerateTextArea(ViewContext, For.ModelExplorer, For.Name, 0, 0, attributes);
            case "select":
                return generator.GenerateSelect(ViewContext, For.ModelExplorer, null, For.Name, Items ?? [], false, attributes);
            case "password" or "new-password":
                attributes.TryAdd("autocomplete", Type == "password" ? "current-password" : "new-password");
                return generator.GeneratePassword(ViewContext, For.ModelExplorer, For.Name, null, attributes);
            case "number":
                // A text field with a numeric keyboard: a number field drops what it does not understand, and scrolls.
                attributes["inputmode"] = "numeric";
                break;
            default:
                attributes["type"] = Type;
                break;
        }
        return generator.GenerateTextBox(ViewContext, For.ModelExplorer, For.Name, For.Model, null, attributes);
    }

    private TagBuilder LabelTag(string css)
    {
        var label = Markup.Element("label", css, Label);
        label.Attributes["for"] = Id;
        if (Optional) label.InnerHtml.Append(" ").AppendHtml(Markup.Element("span", "faint fw-normal", texts["Shared.Optional"]));
        return label;
    }

    private TagBuilder LabelWith(TagHelperContent aside)
    {
        var line = Markup.Element("div", "d-flex justify-content-between", LabelTag("form-label"));
        line.InnerHtml.AppendHtml(aside);
        return line;
    }

    private TagBuilder WithReveal(TagBuilder input)
    {
        var button = Markup.Element("button", "btn btn-quiet", Markup.Icon(ViewContext.PathBase(), "eye"));
        button.Attributes["type"] = "button";
        button.Attributes["data-reveals"] = Id;
        button.Attributes["aria-label"] = texts["Shared.ShowPassword"];
        button.Attributes["aria-pressed"] = "false";
        var box = Markup.Element("div", "copybox", input);
        box.InnerHtml.AppendHtml(button);
        return box;
    }

    private TagBuilder HintLine(string element, string css)
    {
        var line = Markup.Element(element, css, HintHtml ?? new HtmlContentBuilder().Append(Hint));
        line.Attributes["id"] = $"{Id}-hint";
        return line;
    }

    private TagBuilder ErrorLine(string error)
    {
        var line = Markup.Element("p", "field-error", Markup.Icon(ViewContext.PathBase(), "error", "sm"));
        line.InnerHtml.AppendHtml(Markup.Element("span", null, error));
        line.Attributes["id"] = $"{Id}-error";
        return line;
    }
}
