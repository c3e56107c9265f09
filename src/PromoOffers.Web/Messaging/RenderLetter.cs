using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Fluid;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Messaging;

/// <summary>A template that cannot be read; the message says where.</summary>
public sealed class BadTemplate(string message) : Exception(message);

/// <summary>
/// Writes a mail from its Liquid templates. Marketo's two tokens are no Liquid, for the blank and the dot in them, and are
/// rewritten first. Values are encoded in HTML and stand as they are in subject and text.
/// </summary>
public sealed partial class RenderLetter
{
    private static readonly (string Marketo, string Liquid)[] Tokens =
    [
        ("{{social.Promo Code}}", "{{ promo_code }}"),
        ("{{social.Share Url}}", "{{ share_url }}"),
    ];

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly TemplateOptions Options = NewOptions();

    /// <exception cref="BadTemplate">A part is no Liquid.</exception>
    public Letter Run(MessageTemplate template, LetterData data) => new(
        OneLine.Of(Render(template.Subject, data, NullEncoder.Default)),
        Render(WithFoot(template.Text, data), data, NullEncoder.Default),
        Render(WithSpacesKept(Rewritten(WithHtmlFoot(template.Html, data))), data, Html));

    private static readonly IReadOnlyCollection<string> Names = Values(new LetterData()).Keys;

    /// <summary>What a template may write, Marketo's two tokens first.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = [.. Tokens.Select(t => t.Marketo), .. Names.Select(name => $"{{{{ {name} }}}}")];

    /// <summary>Why a part cannot be read; null: it can.</summary>
    public string? Problem(string part) => MailTemplates.Read(Rewritten(part), out var error) is null ? error : null;

    /// <summary>What a part names that no mail knows; a part that cannot be read names nothing.</summary>
    public IReadOnlyList<string> UnknownNames(string part)
    {
        if (MailTemplates.Read(Rewritten(part), out _) is not { } template) return [];
        var names = new NamesInTemplate();
        names.VisitTemplate(template);
        return [.. names.Used.Except(Names)];
    }

    /// <summary>Whether a part that can be read says the code as it is, whatever is known of the person: not in a comment, nor altered by a filter.</summary>
    public bool SaysCode(string part)
    {
        var code = PublicId.New();
        LetterData[] people = [new() { PromoCode = code }, new() { PromoCode = code, FirstName = "Kim", LastName = "Roy", Email = "kim@example.com" }];
        return people.All(data => Comment().Replace(Render(part, data, NullEncoder.Default), "").Contains(code, StringComparison.Ordinal));
    }

    /// <summary>Who sends a mail says where they are, whether the template does or not.</summary>
    private static string WithFoot(string text, LetterData data) =>
        SaysAddress(text, data) ? text : $"{text.TrimEnd()}\n\n--\n{{{{ postal_address }}}}\n";

    private static string WithHtmlFoot(string html, LetterData data)
    {
        if (SaysAddress(html, data)) return html;
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return html.Insert(end < 0 ? html.Length : end, HtmlFoot);
    }

    private static bool SaysAddress(string part, LetterData data) =>
        data.PostalAddress.Length == 0 || part.Contains("postal_address", StringComparison.Ordinal);

    private const string HtmlFoot = "<p style=\"margin:24px 0 0;font-family:Arial,sans-serif;font-size:13px;line-height:20px;color:#696473;\">{{ postal_address }}</p>";

    private static string Render(string part, LetterData data, TextEncoder encoder)
    {
        var template = MailTemplates.Read(Rewritten(part), out var error) ?? throw new BadTemplate(error!);
        var context = new TemplateContext(Options);
        foreach (var (name, value) in Values(data)) context.SetValue(name, value);
        return template.Render(context, encoder);
    }

    /// <summary>HTML would join or drop the spaces of a code.</summary>
    private static string KeepSpaces(string code) => $"<span style=\"white-space:pre-wrap\">{code}</span>";

    /// <summary>Where a code stands in the text; within a tag, such as in an address, it stays as it is.</summary>
    private static string WithSpacesKept(string html) => TagOrCode().Replace(html, found => found.Groups["code"].Success ? KeepSpaces(found.Value) : found.Value);

    [GeneratedRegex("""<[a-zA-Z/!](?:"[^"]*"|'[^']*'|[^"'>])*>|(?<code>\{\{-?\s*promo_code\b[^}]*\}\})""")]
    private static partial Regex TagOrCode();

    [GeneratedRegex("<!--[\\s\\S]*?-->")]
    private static partial Regex Comment();

    private static string Rewritten(string part) => Tokens.Aggregate(part, (text, token) => text.Replace(token.Marketo, token.Liquid, StringComparison.Ordinal));

    private static Dictionary<string, object> Values(LetterData data) => new()
    {
        ["promo_code"] = data.PromoCode,
        ["share_url"] = data.ShareUrl,
        ["private_url"] = data.PrivateUrl,
        ["private_link"] = data.PrivateUrl,
        ["confirm_url"] = data.ConfirmUrl,
        ["first_name"] = data.FirstName,
        ["last_name"] = data.LastName,
        ["email"] = data.Email,
        ["prize"] = data.Prize,
        ["shop_url"] = data.ShopUrl,
        ["shop_address"] = data.ShopUrl,
        ["last_day"] = data.LastDay,
        ["offer_name"] = data.OfferName,
        ["headline"] = data.Headline,
        ["goal"] = data.Goal,
        ["must_confirm"] = data.MustConfirm,
        ["rules_url"] = data.RulesUrl,
        ["privacy_url"] = data.PrivacyUrl,
        ["organization"] = data.Organization,
        ["postal_address"] = data.PostalAddress,
        ["accent_color"] = data.AccentColor,
        ["logo_url"] = data.LogoUrl,
    };

    private static TemplateOptions NewOptions() => new()
    {
        MaxSteps = 100_000,
    };
}
