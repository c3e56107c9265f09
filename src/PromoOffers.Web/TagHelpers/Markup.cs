using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary>The few pieces of markup that several tag helpers share.</summary>
internal static class Markup
{
    public static TagBuilder Element(string name, string? css = null, IHtmlContent? content = null)
    {
        var tag = new TagBuilder(name);
        if (!string.IsNullOrWhiteSpace(css)) tag.AddCssClass(css);
        if (content is not null) tag.InnerHtml.AppendHtml(content);
        return tag;
    }

    public static TagBuilder Element(string name, string? css, string text)
    {
        var tag = Element(name, css);
        tag.InnerHtml.Append(text);
        return tag;
    }

    /// <summary>A drawing of wwwroot/icons.svg; it is decoration, the word beside it says the same.</summary>
    public static TagBuilder Icon(string pathBase, string name, string? size = null)
    {
        var use = new TagBuilder("use");
        use.Attributes["href"] = $"{pathBase}/icons.svg#i-{name}";
        var svg = Element("svg", size is null ? "icon" : $"icon icon-{size}", use);
        svg.Attributes["aria-hidden"] = "true";
        return svg;
    }

    /// <summary>A filled part of a bar, its width as an attribute: the policy forbids a style.</summary>
    public static TagBuilder Bar(long part, long whole, string? css)
    {
        var share = whole <= 0 ? 0 : Math.Clamp(100d * part / whole, 0, 100);
        var svg = Element("svg", $"bar {css}".TrimEnd());
        svg.Attributes["aria-hidden"] = "true";
        svg.InnerHtml.AppendHtml(Rect("track", "100%", null));
        svg.InnerHtml.AppendHtml(Rect("fill", share.ToString("0.##", CultureInfo.InvariantCulture) + "%", "2"));
        return svg;
    }

    private static TagBuilder Rect(string css, string width, string? radius)
    {
        var rect = Element("rect", css);
        rect.Attributes["width"] = width;
        rect.Attributes["height"] = "100%";
        if (radius is not null) rect.Attributes["rx"] = radius;
        return rect;
    }

    /// <summary>A code with every space and tab made visible. Only what is drawn differs: copying takes the exact code.</summary>
    public static IHtmlContent VisibleCode(string code, Texts texts)
    {
        var html = new HtmlContentBuilder();
        var start = 0;
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] is not (' ' or '\t')) continue;
            html.Append(code[start..i]).AppendHtml(code[i] == ' ' ? White("ws", "␠", texts["Shared.Space"]) : White("ws ws-tab", "␉", texts["Shared.Tab"]));
            start = i + 1;
        }
        return html.Append(code[start..]);
    }

    private static TagBuilder White(string css, string sign, string label)
    {
        var tag = Element("span", css, sign);
        tag.Attributes["role"] = "img";
        tag.Attributes["aria-label"] = label;
        return tag;
    }

    public static string PathBase(this ViewContext view) => view.HttpContext.Request.PathBase;
}
