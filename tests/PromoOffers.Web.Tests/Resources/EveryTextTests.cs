using System.Text.RegularExpressions;

namespace PromoOffers.Web.Tests.Resources;

/// <summary>What must hold for all texts together, so that no page shows a key or the wrong language.</summary>
public sealed partial class EveryTextTests
{
    [Fact]
    public void Every_key_has_a_text_in_both_languages()
    {
        Assert.NotEmpty(ResourceFiles.English);
        Assert.Empty(ResourceFiles.English.Keys.Except(ResourceFiles.French.Keys).Select(k => $"{k} has no French"));
        Assert.Empty(ResourceFiles.French.Keys.Except(ResourceFiles.English.Keys).Select(k => $"{k} has no English"));
        Assert.DoesNotContain(ResourceFiles.English.Concat(ResourceFiles.French), p => string.IsNullOrWhiteSpace(p.Value));
    }

    [Fact]
    public void A_key_begins_with_the_name_of_its_file() =>
        Assert.Empty(ResourceFiles.Features.SelectMany(f => ResourceFiles.Of(f, "").Keys.Where(k => !k.StartsWith($"{f}.", StringComparison.Ordinal))));

    [Fact]
    public void Both_languages_fill_in_the_same_things() =>
        Assert.DoesNotContain(ResourceFiles.English.Keys, k => Blanks(ResourceFiles.English[k]) != Blanks(ResourceFiles.French[k]));

    private static string Blanks(string text) =>
        string.Join(' ', Blank().Matches(text).Select(m => m.Groups[1].Value).Distinct().Order());

    [Fact]
    public void Whoever_counts_has_one_and_many() =>
        Assert.DoesNotContain(ResourceFiles.English.Keys, k =>
            (k.EndsWith(".one", StringComparison.Ordinal) && !ResourceFiles.English.ContainsKey(k[..^4] + ".other"))
            || (k.EndsWith(".other", StringComparison.Ordinal) && !ResourceFiles.English.ContainsKey(k[..^6] + ".one")));

    [Fact]
    public void Every_key_that_is_used_has_a_text()
    {
        var used = Used().ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Where(u => !Exists(u.Key)).Select(u => $"{u.Key} in {u.File}"));
    }

    [Fact]
    public void Every_text_of_a_feature_is_used()
    {
        var used = Used().Select(u => u.Key).ToHashSet();
        var beginnings = used.Where(k => k.EndsWith('{')).Select(k => k[..^1]).ToList();
        Assert.DoesNotContain(ResourceFiles.English.Keys.Where(k => !k.StartsWith("Shared.", StringComparison.Ordinal)), k =>
            !used.Contains(k) && !used.Contains(Uncounted(k)) && !beginnings.Exists(b => k.StartsWith(b, StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_that_is_audited_has_a_sentence()
    {
        var actions = Directory.EnumerateFiles(Path.Combine(Sources.Web, "..", "PromoOffers.Data"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .Concat(Sources.Files(".cs"))
            .SelectMany(f => Audited().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        Assert.NotEmpty(actions);
        Assert.DoesNotContain(actions, a => !Exists($"History.{a}"));
    }

    [Fact]
    public void French_has_its_own_signs()
    {
        Assert.Empty(ResourceFiles.French.Where(p => StraightSign().IsMatch(p.Value)).Select(p => $"{p.Key}: {p.Value}"));
        Assert.Empty(ResourceFiles.English.Where(p => p.Value.Contains('\'', StringComparison.Ordinal)).Select(p => $"{p.Key}: {p.Value}"));
    }

    private static string Uncounted(string key) => Count().Replace(key, "");

    private static bool Exists(string key) =>
        key.EndsWith('{')
            ? ResourceFiles.English.Keys.Any(k => k.StartsWith(key[..^1], StringComparison.Ordinal))
            : ResourceFiles.English.ContainsKey(key) || ResourceFiles.English.ContainsKey(key + ".one");

    /// <summary>Every literal of the shape of a key; one that goes on with a value ends in {.</summary>
    private static IEnumerable<(string Key, string File)> Used()
    {
        var key = new Regex($$"""["(]((?:{{string.Join('|', ResourceFiles.Features)}})\.(?:[A-Z][A-Za-z0-9.]*\{?|\{))(?=["A-Za-z])""");
        return Sources.Files(".cs", ".cshtml")
            .SelectMany(f => key.Matches(File.ReadAllText(f)).Select(m => (m.Groups[1].Value, Path.GetRelativePath(Sources.Web, f))));
    }

    [GeneratedRegex("(?:new AuditEntry|audit\\.Run|Note|NewCodes)\\((?:[a-z]+, )?\"([a-z-]+\\.[a-z-]+)\"")]
    private static partial Regex Audited();

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\.(one|other)$")]
    private static partial Regex Count();

    [GeneratedRegex(@"'| [%:;?!»]|« |""")]
    private static partial Regex StraightSign();
}
