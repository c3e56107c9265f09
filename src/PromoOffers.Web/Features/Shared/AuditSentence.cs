using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using PromoOffers.Domain.Access;
using PromoOffers.Web.Resources;

namespace PromoOffers.Web.Features.Shared;

/// <summary>
/// Tells an audit entry as a sentence: the text <c>History.</c> + its action, in which {file} is the detail of that name.
/// With one of the details that count it may be a counted text.
/// </summary>
public static partial class AuditSentence
{
    private static readonly string[] Counting = ["count", "codes", "free"];

    public static IHtmlContent Sentence(this Texts texts, AuditEntry entry) =>
        new HtmlString(Blank().Replace(
            WebUtility.HtmlEncode(TextOf(texts, entry)),
            blank => $"<b>{WebUtility.HtmlEncode(Shown(blank.Groups[1].Value, entry, texts))}</b>"));

    private static string TextOf(Texts texts, AuditEntry entry)
    {
        var key = $"History.{entry.Action}";
        return texts.Has($"{key}.other") ? texts[texts.CountedKey(key, CountOf(entry))] : texts[key];
    }

    private static long CountOf(AuditEntry entry) =>
        Counting.Where(entry.Details.ContainsKey).Select(name => long.Parse(entry.Details[name], CultureInfo.InvariantCulture)).FirstOrDefault();

    private static string Shown(string name, AuditEntry entry, Texts texts)
    {
        var detail = entry.Details.GetValueOrDefault(name, "?");
        return Counting.Contains(name) && long.TryParse(detail, CultureInfo.InvariantCulture, out var number) ? Formats.Number(number, texts.Culture) : detail;
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Blank();
}
