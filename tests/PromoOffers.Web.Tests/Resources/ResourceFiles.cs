using System.Xml.Linq;

namespace PromoOffers.Web.Tests.Resources;

/// <summary>The .resx files as they are in the repository.</summary>
internal static class ResourceFiles
{
    public static IReadOnlyList<string> Features { get; } =
        [.. Sources.Files(".resx").Select(f => Path.GetFileName(f).Split('.')[0]).Distinct().Order()];

    public static IReadOnlyDictionary<string, string> English { get; } = Read("");
    public static IReadOnlyDictionary<string, string> French { get; } = Read(".fr");

    public static IReadOnlyDictionary<string, string> Of(string feature, string language) =>
        XDocument.Load(Path.Combine(Sources.Web, "Resources", $"{feature}{language}.resx")).Root!.Elements("data")
            .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static Dictionary<string, string> Read(string language) =>
        Features.SelectMany(f => Of(f, language)).ToDictionary(p => p.Key, p => p.Value);
}
