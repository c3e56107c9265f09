using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.TagHelpers;

/// <summary>
/// <c>&lt;chip state="Approved" /&gt;</c>: a state as a shape, a word and a colour. An enum's value may be given;
/// a text inside the element takes the place of the word.
/// </summary>
[HtmlTargetElement("chip")]
public sealed class ChipTagHelper(Texts texts) : TagHelper
{
    private static readonly Dictionary<string, (string Css, string Icon)> Looks = new()
    {
        ["Draft"] = ("chip-draft", "draft"),
        ["Approved"] = ("chip-approved", "ok"),
        ["ApprovedWithDraft"] = ("chip-approved", "draft"),
        ["Paused"] = ("warn", "pause"),
        ["Ended"] = ("", "ended"),
        ["Archived"] = ("", "folder"),
        ["Queued"] = ("info", "clock"),
        ["Sent"] = ("info", "mail"),
        ["Deferred"] = ("warn", "clock"),
        ["Failed"] = ("bad", "error"),
        ["Waiting"] = ("warn", "clock"),
        ["Redeemed"] = ("good", "ok"),
        ["RolledBack"] = ("", "refresh"),
        ["Conflict"] = ("warn", "warning"),
        ["Void"] = ("", "x"),
        ["Active"] = ("good", "ok"),
        ["Invited"] = ("info", "mail"),
        ["Locked"] = ("warn", "lock"),
        ["Deactivated"] = ("", "ended"),
        ["Good"] = ("good", "ok"),
        ["Info"] = ("info", "info"),
        ["Warn"] = ("warn", "warning"),
        ["Bad"] = ("bad", "error"),
    };

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string State { get; set; } = "";

    /// <summary>Another drawing than that of the state.</summary>
    public string? Icon { get; set; }

    /// <summary>Without a ground and a border, for a list of facts.</summary>
    public bool Plain { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var (css, icon) = Looks[State];
        var content = await output.GetChildContentAsync();
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", string.Join(' ', new[] { "chip", css, Plain ? "chip-plain" : "" }.Where(c => c.Length > 0)));
        output.Content.AppendHtml(Markup.Icon(ViewContext.PathBase(), Icon ?? icon));
        if (content.IsEmptyOrWhiteSpace) output.Content.Append(texts[$"Shared.State{State}"]);
        else output.Content.AppendHtml(content);
    }
}
