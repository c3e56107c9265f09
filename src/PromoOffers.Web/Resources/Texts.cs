using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Resources;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace PromoOffers.Web.Resources;

/// <summary>
/// What the interface says. The key <c>PromoCodes.UploadComplete</c> stands in PromoCodes.resx and PromoCodes.fr.resx;
/// the language is that of the request, or of <see cref="In"/>.
/// </summary>
/// <remarks>
/// Arguments that are whole numbers are grouped as the language does it. A DateTime is refused:
/// only <see cref="Formats"/> knows in which time zone to show it.
/// </remarks>
public sealed class Texts
{
    public static IReadOnlyList<string> Languages { get; } = ["en", "fr"];

    private static readonly ConcurrentDictionary<string, ResourceManager> Files = new();

    private readonly bool _refuseMissing;
    private readonly CultureInfo? _culture;

    /// <param name="refuseMissing">Whether a key without a text throws; otherwise the key itself is shown.</param>
    public Texts(bool refuseMissing) => _refuseMissing = refuseMissing;

    private Texts(bool refuseMissing, CultureInfo culture) => (_refuseMissing, _culture) = (refuseMissing, culture);

    public CultureInfo Culture => _culture ?? CultureInfo.CurrentUICulture;

    /// <summary><c>en</c> or <c>fr</c>.</summary>
    public string Language => Formats.IsFrench(Culture) ? "fr" : "en";

    public string this[string key] => Find(key) ?? Missing(key);

    public string this[string key, params object?[] args] => string.Format(new Plain(Culture), this[key], args);

    /// <summary>The same texts in one language, whatever that of the request: for a mail.</summary>
    public Texts In(string language) => new(_refuseMissing, CultureInfo.GetCultureInfo(language));

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text for so many: <c>key.one</c> or <c>key.other</c>, in which {0} is the number.</summary>
    public string Count(string key, long number, params object?[] args) =>
        this[CountedKey(key, number), [number, .. args]];

    /// <summary>The key under which the text for so many stands.</summary>
    public string CountedKey(string key, long number) => key + (IsOne(number) ? ".one" : ".other");

    /// <summary>A text with markup for its arguments, such as a link within a sentence; the text itself is encoded.</summary>
    public IHtmlContent Html(string key, params object?[] args) =>
        new HtmlString(string.Format(new Encoding(Culture), WebUtility.HtmlEncode(this[key]), args));

    public IHtmlContent CountHtml(string key, long number, params object?[] args) =>
        Html(CountedKey(key, number), [number, .. args]);

    // French says "0 code" and "1 code", English "0 codes" and "1 code".
    private bool IsOne(long number) => number == 1 || (number == 0 && Formats.IsFrench(Culture));

    /// <summary><c>Anna, Ben or Carla</c></summary>
    public string Choice(IReadOnlyList<string> names) => Joined("Shared.Or", names);

    /// <summary><c>Anna, Ben and Carla</c></summary>
    public string Enumeration(IReadOnlyList<string> names) => Joined("Shared.And", names);

    private string Joined(string key, IReadOnlyList<string> names) =>
        names.Count > 1 ? this[key, string.Join(", ", names.SkipLast(1)), names[^1]] : string.Concat(names);

    private string? Find(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot < 1) return null;
        try
        {
            return Files.GetOrAdd(key[..dot], Open).GetString(key, Culture);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }

    private static ResourceManager Open(string feature) => new($"PromoOffers.Web.Resources.{feature}", typeof(Texts).Assembly);

    private string Missing(string key) =>
        _refuseMissing ? throw new KeyNotFoundException($"There is no text {key} in {Culture.Name}.") : key;

    private class Plain(CultureInfo culture) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType!);

        public virtual string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            int or long when format is null => Formats.Number(Convert.ToInt64(arg, CultureInfo.InvariantCulture), culture),
            DateOnly day when format is null => Formats.Date(day, culture),
            DateTime or DateTimeOffset => throw new ArgumentException("Say in which time zone: use Formats."),
            IFormattable value => value.ToString(format, culture),
            _ => arg?.ToString() ?? "",
        };
    }

    private sealed class Encoding(CultureInfo culture) : Plain(culture)
    {
        public override string Format(string? format, object? arg, IFormatProvider? formatProvider)
        {
            if (arg is not IHtmlContent html) return WebUtility.HtmlEncode(base.Format(format, arg, formatProvider));
            using var writer = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
            html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
            return writer.ToString();
        }
    }
}
