using System.Text.RegularExpressions;

namespace PromoOffers.Web.Tests.Resources;

/// <summary>Who follows the README finds on the screens what it names.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_label_that_the_readme_names_is_on_a_screen()
    {
        var labels = Bold().Matches(File.ReadAllText(Path.Combine(Sources.Root, "README.md")))
            .SelectMany(bold => bold.Groups[1].Value.Split(" > ")).Distinct().ToList();
        Assert.NotEmpty(labels);
        var texts = ResourceFiles.English.Values.Select(AsShown).ToList();
        var demo = string.Concat(Directory.GetFiles(Path.Combine(Sources.Root, "src/PromoOffers.Data/Seeding")).Select(File.ReadAllText));
        Assert.All(labels, label => Assert.True(texts.Any(text => text.IsMatch(label)) || demo.Contains($"\"{label}\"", StringComparison.Ordinal), label));
    }

    /// <summary>With a number in the place of each blank.</summary>
    private static Regex AsShown(string text) => new($"^{Blank().Replace(Regex.Escape(text), "[0-9]+")}$");

    [GeneratedRegex(@"\*\*(\p{Lu}[^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\\\{[0-9]+\}")]
    private static partial Regex Blank();
}
